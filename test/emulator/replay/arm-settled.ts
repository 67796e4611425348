import { azureRoles } from "../../../src/data";
import { guidOf, isGuid } from "../../../src/emulator/ids";
import type { DocumentedAnswer, Example } from "./example";
import { entitiesIn, isRecord, type Json, objectsIn, text } from "./json";
import { ownInstances, underUrl } from "./review-ids";

const authorization = /\/providers\/Microsoft\.Authorization\//i;

/**
 * Resource Manager's examples name much by a word ("subId", "scope", "roleDefinitionId"). Each becomes an id of the form that its
 * place demands, the same for the same word; what an answer says of the one entity that the URL names carries the URL's name.
 */
export function armSettled(example: Example, answer: DocumentedAnswer): { example: Example; answer: DocumentedAnswer } {
  const roles = builtInRoles([example.body, answer.body]);
  const mend = <T>(value: T): T => mended(value, roles) as T;
  const body = named(mend(answer.body));
  const shown = answer.body ?? example.answers.find((other) => other.body !== undefined)?.body;
  const url = mend(located(example.url, named(mend(shown))));
  const shownThere = ownInstances(underUrl(url, ofUrl(url, body)));
  return { example: { ...example, url, body: mend(example.body) }, answer: { ...answer, body: shownThere } };
}

/** Ids that a page gives to built-in roles, which have the same id in every tenant. */
function builtInRoles(value: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { roleDefinition } of objectsIn(value)) {
    if (!isRecord(roleDefinition) || roleDefinition.type !== "BuiltInRole") continue;
    const id = text(roleDefinition.id)?.split("/").at(-1)?.toLowerCase();
    const role = azureRoles.find(({ name }) => name === roleDefinition.displayName);
    if (id !== undefined && role !== undefined && id !== role.id) found.set(id, role.id);
  }
  return found;
}

function mended(value: unknown, roles: ReadonlyMap<string, string>, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => mended(item, roles, name));
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mended(inner, roles, key)]));
  if (typeof value !== "string") return value;
  if (name === "principalType" && !/^(User|Group|ServicePrincipal)$/i.test(value)) return "User";
  if (value === "roletype") return "CustomRole";
  if (/^(principalId|requestorId)$/i.test(name) && !isGuid(value) && value !== "") return wordId(value);
  let result = value.replaceAll(
    /((?:^|\/)(?:subscriptions|roleAssignments|roleDefinitions|denyAssignments)\/)([^/?#]+)/gi,
    (_, before: string, id: string) => `${before}${isGuid(id) ? id : wordId(id)}`,
  );
  result = result.replaceAll("/RoleEligibilityRequests", "/roleEligibilityScheduleRequests");
  for (const [from, to] of roles) result = result.replaceAll(new RegExp(from, "gi"), to);
  return result;
}

function wordId(word: string): string {
  return guidOf("word", word.toLowerCase());
}

/** The name and the type of an entity are the end of its id; only an activation has an eligibility behind it. */
function named(body: unknown): unknown {
  if (!isRecord(body)) return body;
  if (Array.isArray(body.value)) return { ...body, value: body.value.map(named) };
  const id = text(body.id);
  if (id === undefined || !id.includes("/") || typeof body.name !== "string") return body;
  const { properties } = body;
  const assigned = isRecord(properties) && properties.assignmentType === "Assigned";
  return {
    ...body,
    name: id.split("/").at(-1),
    ...(typeof body.type === "string" && body.type !== "" ? { type: typeIn(id) ?? body.type } : {}),
    ...(assigned ? { properties: withoutLinks(properties) } : {}),
  };
}

/** "Microsoft.Authorization/roleAssignments" of such an id; undefined where it ends otherwise. */
function typeIn(id: string): string | undefined {
  return /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(id)?.[1];
}

function withoutLinks(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("linkedRoleEligibility")));
}

/** A URL that is one word stands for the id, or begins with the scope, that the answer shows. */
function located(url: string, body: unknown): string {
  const { origin, pathname, search } = new URL(url);
  const [shown = {}] = entitiesIn(body);
  const id = text(shown.id) ?? "";
  const scope =
    text(isRecord(shown.properties) ? shown.properties.scope : undefined) ?? id.split(authorization)[0] ?? "";
  const whole = scope === "" || !scope.includes("/") ? "/subscriptions/subId" : scope;
  if (/^\/[^/]+$/.test(pathname) && id.includes("/")) return `${origin}${id}${search}`;
  const bare = /^\/[^/]+(?=\/(validate|providers\/))/.exec(pathname)?.[0];
  if (bare === undefined || /^\/(providers|subscriptions)$/i.test(bare)) return url;
  const rest = pathname.slice(bare.length);
  return `${origin}${rest === "/validate" ? id : whole}${rest}${search}`;
}

/** The answer about one entity carries the name that the URL has for it, and in its id the URL's scope. */
function ofUrl(url: string, body: unknown): unknown {
  if (!isRecord(body) || Array.isArray(body.value) || typeof body.id !== "string") return body;
  const path = new URL(url).pathname;
  const segments = path.replace(/\/(validate|cancel)$/, "").split("/");
  const [type = "", last = ""] = segments.slice(-2);
  const shown = body.id.split("/");
  if (shown.at(-2)?.toLowerCase() !== type.toLowerCase() || last === "") return body;
  return { ...body, id: [...shown.slice(0, -1), last].join("/"), name: last } satisfies Json;
}
