import * as pulumi from "@pulumi/pulumi";
import { type Lookup, lookup } from "../src/lookup";
import {
  type Complaint,
  didYouMean,
  MAX_REMOVALS,
  MISSING_PRINCIPALS,
  readMaxRemovals,
  readMissingPrincipals,
  tell,
} from "../src/model";
import { declaredInProgram } from "./declared";
import { refusal, withoutStack } from "./mistake";

const SETTINGS = ["tenant", "tenantFile", "tenantSeed", "deployment", "retireBreakGlass"];

/** The tenant that the stack config names: `pim:tenant`, `pim:tenantFile`, `pim:tenantSeed`. Asks nothing yet. */
export async function stackTenant(): Promise<Lookup> {
  const program = declaredInProgram();
  // one promise for all components, so that a config which cannot be is told once
  program.tenant ??= open();
  return program.tenant;
}

async function open(): Promise<Lookup> {
  const config = new pulumi.Config("pim");
  for (const { complaint } of [
    readMissingPrincipals(process.env[MISSING_PRINCIPALS]),
    readMaxRemovals(process.env[MAX_REMOVALS]),
  ])
    if (complaint !== undefined) throw refusal(complaint);
  const misspelt = misspeltSettings();
  if (misspelt.length > 0) throw refusal(tell("stack config", misspelt));
  try {
    return lookup({
      tenant: config.get("tenant"),
      tenantFile: config.get("tenantFile"),
      tenantSeed: config.get("tenantSeed"),
    });
  } catch (error) {
    throw withoutStack(error);
  }
}

/** A misspelt `pim:tenant` must not end in another tenant. Keys that resemble none of ours are the program's own. */
function misspeltSettings(): Complaint[] {
  return Object.keys(pulumi.runtime.allConfig()).flatMap((key) => {
    const [, name = ""] = /^pim:([^:]+)$/.exec(key) ?? [];
    if (name === "" || SETTINGS.includes(name)) return [];
    const guess = didYouMean(name, SETTINGS);
    return guess === "" ? [] : [{ path: key, message: `unknown setting${guess}` }];
  });
}
