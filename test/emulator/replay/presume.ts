import type { Seed, SeedUser } from "../../../src/emulator/seed/seed";
import { at } from "../ask";
import type { Example } from "./example";

/** A tuple that an example shows as held, with what is known of it. */
export interface Shown {
  readonly family: "assignment" | "eligibility";
  readonly id: string | undefined;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
  readonly outsidePim: boolean;
  readonly removed: boolean;
  /** Held by a group of which the person is a member. */
  readonly throughGroup: boolean;
  readonly end: string | undefined;
}

/** Entities of a schedule, an instance, or a request in an example's answer. */
export function shownIn({ url, response }: Example): Shown[] {
  const value = at(response.body, "value");
  const entities: unknown[] = Array.isArray(value) ? value : [response.body];
  return entities.flatMap((entity) => {
    const [principalId, roleDefinitionId] = [at(entity, "principalId"), at(entity, "roleDefinitionId")];
    if (typeof principalId !== "string" || typeof roleDefinitionId !== "string") return [];
    const end = at(entity, "scheduleInfo", "expiration", "endDateTime") ?? at(entity, "endDateTime");
    return {
      family: /assignment/i.test(url) ? ("assignment" as const) : ("eligibility" as const),
      id: text(at(entity, "id")),
      principalId,
      roleDefinitionId,
      directoryScopeId: text(at(entity, "directoryScopeId")) ?? "/",
      outsidePim: at(entity, "createdUsing") === null || at(entity, "startDateTime") === null,
      removed: at(entity, "action") === "adminRemove",
      throughGroup: at(entity, "memberType") === "Group",
      end: text(end),
    };
  });
}

/** The tenant an example presumes: everybody and every unit it names, by id. */
export function seedFor(example: Example): Seed {
  const all = JSON.stringify([example.url, example.requestBody, example.response.body]);
  const people = idsAfter(all, "principalId", "userId", "createdBy.+?id");
  const groups = idsAfter(all, "groupId");
  const units = [...all.matchAll(/administrativeUnits\/([0-9a-f-]{36})/g)].map(([, id = ""]) => id);
  const users: SeedUser[] = people.map((id) => ({
    id,
    userPrincipalName: `${id}@contoso.com`,
    displayName: `Person ${id}`,
  }));
  return {
    tenant: { displayName: "Contoso", domain: "contoso.com" },
    users,
    groups: [
      ...groups.map((id) => ({ id, displayName: `Group ${id}`, properties: { isAssignableToRole: true } })),
      {
        displayName: "Everybody",
        properties: { isAssignableToRole: true },
        members: users.map((user) => user.userPrincipalName),
      },
    ],
    administrativeUnits: [...new Set(units)].map((id) => ({ id, displayName: `Unit ${id}` })),
    servicePrincipals: [{ displayName: "caller" }],
    deployer: "caller",
  };
}

function idsAfter(text: string, ...names: readonly string[]): string[] {
  const found = names.flatMap((name) => [...text.matchAll(new RegExp(`"${name}":"([0-9a-f]{8}-[0-9a-f-]{27})"`, "g"))]);
  return [...new Set(found.map((match) => match[1] ?? ""))];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
