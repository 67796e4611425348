import { azureRoles } from "../../../src/data";
import type { SeedAzure, SeedResourceGroup, SeedSubscription } from "../../../src/emulator/seed/seed-azure";
import type { DocumentedAnswer, Example } from "./example";
import { entitiesIn, isRecord, objectsIn, text } from "./json";

const scopes =
  /\/subscriptions\/([0-9a-f-]{36})(?:\/resourceGroups\/([^/"?\\]+)(?:\/providers\/([^/"?\\]+)\/([^"?\\]+))?)?/gi;
const guid = /^[0-9a-f-]{36}$/i;

/** Azure as an example presumes it: every scope that it names, and the custom roles, by id. */
export function azureOf({ url, method, body }: Example, answer: DocumentedAnswer): SeedAzure {
  const values = [body, answer.body];
  const all = `${decodeURIComponent(url)} ${JSON.stringify(values)}`;
  const roles = `${method === "GET" ? url : ""} ${JSON.stringify(values)}`;
  const subscriptions = new Map<string, Map<string, Map<string, { type: string; name: string }>>>();
  for (const [, id = "", group, namespace, rest] of all.matchAll(scopes)) {
    const groups = entry(subscriptions, id.toLowerCase());
    if (group === undefined) continue;
    const resources = entry(groups, group);
    for (const resource of resourceOf(namespace, rest))
      resources.set(`${resource.type}/${resource.name}`.toLowerCase(), resource);
  }
  // actions are told of what there is
  const [, provider] = /\/providerOperations\/([^/?]+)/i.exec(url) ?? [];
  if (provider !== undefined)
    entry(entry(subscriptions, provider), provider).set(provider, { type: `${provider}/things`, name: "thing" });
  const names = displayNames(values);
  return {
    managementGroups: [
      ...new Set([...all.matchAll(/managementGroups\/([^/"?\\]+)/gi)].map(([, name = ""]) => name)),
    ].map((name) => ({ name })),
    subscriptions: [...subscriptions].map(
      ([id, groups]): SeedSubscription => ({
        id,
        displayName: names.get(id) ?? `subscription ${id}`,
        resourceGroups: [...groups].map(
          ([name, resources]): SeedResourceGroup => ({ name, resources: [...resources.values()] }),
        ),
      }),
    ),
    denyAssignments: denyAssignments(answer.body),
    roles: customRoles(roles, values, [...subscriptions.keys()]),
  };
}

function entry<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = [...map.keys()].find((each) => each.toLowerCase() === key.toLowerCase()) ?? key;
  const found = map.get(known) ?? new Map<string, T>();
  map.set(known, found);
  return found;
}

/** The resource in a path that goes on below a resource group; providers that hang on to any scope are none. */
function resourceOf(namespace: string | undefined, rest: string | undefined): { type: string; name: string }[] {
  if (namespace === undefined || rest === undefined || /^Microsoft\.(Authorization|Insights)$/i.test(namespace))
    return [];
  const own = rest.split("/providers/")[0]?.split("/") ?? [];
  if (own.length < 2) return [];
  const whole = own.length % 2 === 0 ? own : own.slice(0, -1);
  return [{ type: [namespace, ...whole.slice(0, -1)].join("/"), name: whole.at(-1) ?? "" }];
}

/** Names of subscriptions where answers tell them. */
function displayNames(values: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { scope } of objectsIn(values)) {
    const id = isRecord(scope) ? /\/subscriptions\/([^/]+)$/i.exec(text(scope.id) ?? "")?.[1] : undefined;
    const name = isRecord(scope) ? text(scope.displayName) : undefined;
    if (id !== undefined && name !== undefined) found.set(id.toLowerCase(), name);
  }
  return found;
}

/** Roles that Azure does not bring along, with the names that answers show. */
function customRoles(all: string, values: unknown, subscriptions: readonly string[]): NonNullable<SeedAzure["roles"]> {
  if (/does not exist/.test(all)) return [];
  const names = new Map<string, string>();
  for (const { roleDefinition } of objectsIn(values))
    if (isRecord(roleDefinition))
      names.set(String(roleDefinition.id).split("/").at(-1) ?? "", String(roleDefinition.displayName));
  const at = subscriptions.length === 0 ? ["/"] : subscriptions.map((id) => `/subscriptions/${id}`);
  const named = [...all.matchAll(/roleDefinitions\/([^/"?\\]+)/gi)].map(([, id = ""]) => id.toLowerCase());
  return [...new Set(named)]
    .filter((id) => guid.test(id) && !azureRoles.some((role) => role.id === id))
    .map((id) => ({ id, name: names.get(id) ?? `Role ${id}`, actions: ["*/read"], at }));
}

/** Nobody makes deny assignments, so those that an answer shows are there from the start. */
function denyAssignments(shown: unknown): NonNullable<SeedAzure["denyAssignments"]> {
  return entitiesIn(shown).flatMap(({ id, properties }) => {
    if (!isRecord(properties) || typeof properties.denyAssignmentName !== "string") return [];
    const [permission] = [properties.permissions].flat().filter(isRecord);
    return [
      {
        id: String(id).split("/").at(-1) ?? "",
        name: properties.denyAssignmentName,
        description: String(properties.description),
        at: String(properties.scope),
        actions: textsIn(permission?.actions),
        notActions: textsIn(permission?.notActions),
        dataActions: textsIn(permission?.dataActions),
        notDataActions: textsIn(permission?.notDataActions),
        principals: principalsIn(properties.principals),
        excludedPrincipals: principalsIn(properties.excludePrincipals),
      },
    ];
  });
}

function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

function principalsIn(list: unknown): { id: string; type: string }[] {
  return [list].flat().flatMap((each) => (isRecord(each) ? { id: String(each.id), type: String(each.type) } : []));
}
