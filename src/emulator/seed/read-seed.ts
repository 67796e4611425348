import { existsSync, readFileSync } from "node:fs";
import { type Archive, isArchive } from "../archive";
import { pimReads, pimWrites } from "../laws/permission-sets";
import { contoso } from "./contoso";
import type { Seed } from "./seed";

/** A tenant with Microsoft's roles, one administrator and the deploying identity. */
const empty: Seed = {
  tenant: { displayName: "Empty", domain: "empty.example" },
  users: [{ userPrincipalName: "admin@empty.example", displayName: "Admin" }],
  servicePrincipals: [
    { displayName: "pim-deploy", permissions: pimWrites },
    { displayName: "pim-reader", permissions: pimReads },
  ],
  holders: [
    { role: "Global Administrator", principal: "admin@empty.example", as: "standing" },
    { role: "Privileged Role Administrator", principal: "pim-deploy", as: "standing" },
  ],
  deployer: "pim-deploy",
};

/** "contoso", "empty" or a JSON file: a `Seed`, or an export of another tenant. */
export function readSeed(seed: string): Seed | Archive {
  if (seed === "contoso") return contoso;
  if (seed === "empty") return empty;
  if (!existsSync(seed)) throw new Error(`there is no seed "${seed}"; use contoso, empty or the path of a JSON file`);
  const parsed: unknown = parse(seed);
  if (isArchive(parsed)) return parsed;
  if (!isSeed(parsed)) throw new Error(`${seed} is not a seed: it needs tenant.displayName and tenant.domain`);
  return parsed;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(`${file} is not JSON; write a seed as described in docs/emulator.md`);
  }
}

function isSeed(value: unknown): value is Seed {
  const tenant: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "tenant") : undefined;
  if (typeof tenant !== "object" || tenant === null) return false;
  return ["displayName", "domain"].every((name) => typeof Reflect.get(tenant, name) === "string");
}
