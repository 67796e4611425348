import { isObject } from "../body";
import type { Call } from "../call";
import { graphErrors } from "../errors";
import { isGuid } from "../ids";
import type { Entity } from "../odata/filter";
import { groupProperties, servicePrincipalProperties, unitProperties, userProperties } from "../seed/properties";
import type { DirectoryKind, DirectoryObject } from "../store/directory";
import { formatTime } from "../time";

export type WritableKind = Exclude<DirectoryKind, "organization">;

const required: Readonly<Record<WritableKind, readonly string[]>> = {
  user: ["accountEnabled", "displayName", "mailNickname", "userPrincipalName", "passwordProfile"],
  group: ["displayName", "mailEnabled", "mailNickname", "securityEnabled"],
  servicePrincipal: ["appId"],
  application: ["displayName"],
  administrativeUnit: ["displayName"],
};

/** Properties of a new object: the given ones over the defaults of its kind. Passwords are checked for and forgotten. */
export function newObject(call: Call, kind: WritableKind, given: Entity): Entity {
  for (const name of required[kind])
    if (given[name] === undefined || given[name] === null)
      throw graphErrors.invalidRequest(
        `A value is required for property '${name}' of resource '${resourceName(kind)}'.`,
      );
  const { passwordProfile: _secret, ...properties } = given;
  return makers[kind](call, properties);
}

const makers: Readonly<Record<WritableKind, (call: Call, given: Entity) => Entity>> = {
  user: (call, given) => {
    const userPrincipalName = text(given, "userPrincipalName");
    if (!/^[^@\s]+@[^@\s]+$/.test(userPrincipalName))
      throw graphErrors.invalidRequest("Property userPrincipalName is invalid.");
    if (call.state.directory.findByLogin("user", userPrincipalName) !== undefined) throw taken("userPrincipalName");
    const user = { userPrincipalName, displayName: text(given, "displayName") };
    return { ...userProperties(user, formatTime(call.now)), mail: null, givenName: null, surname: null, ...given };
  },
  group: (call, given) => {
    checkRoleGroup(given);
    const created = formatTime(call.now);
    const plain = groupProperties({ displayName: text(given, "displayName") }, created);
    return { ...plain, ...(isUnified(given) ? mailboxOf(call, given, created) : {}), ...given };
  },
  servicePrincipal: (call, given) => {
    const appId = text(given, "appId");
    if (!isGuid(appId)) throw graphErrors.invalidRequest("Property appId is invalid.");
    if (call.state.directory.findByLogin("servicePrincipal", appId) !== undefined) throw taken("appId");
    const application = call.state.directory.findByLogin("application", appId);
    const displayName = String(given.displayName ?? application?.properties.displayName ?? appId);
    return { ...servicePrincipalProperties({ displayName }, appId, formatTime(call.now)), ...given };
  },
  application: (call, given) => ({
    appId: call.state.newId("app"),
    createdDateTime: formatTime(call.now),
    identifierUris: [],
    signInAudience: "AzureADMyOrg",
    ...given,
  }),
  administrativeUnit: (_call, given) => ({ ...unitProperties({ displayName: text(given, "displayName") }), ...given }),
};

function isUnified({ groupTypes }: Entity): boolean {
  return Array.isArray(groupTypes) && groupTypes.includes("Unified");
}

/** What a Microsoft 365 group is born with. */
function mailboxOf({ state }: Call, { mailNickname }: Entity, created: string): Entity {
  const { verifiedDomains } = state.directory.find(state.tenantId)?.properties ?? {};
  const [domain]: unknown[] = Array.isArray(verifiedDomains) ? verifiedDomains : [];
  const mail = `${String(mailNickname)}@${isObject(domain) ? String(domain.name) : ""}`;
  return { mail, proxyAddresses: [`SMTP:${mail}`], renewedDateTime: created, visibility: "Public" };
}

/** A group for roles is a security group with members put in by hand, and is one from its first day or never. */
function checkRoleGroup(given: Entity): void {
  if (given.isAssignableToRole !== true) return;
  const dynamic = Array.isArray(given.groupTypes) && given.groupTypes.includes("DynamicMembership");
  if (given.securityEnabled !== true || dynamic)
    throw graphErrors.invalidRequest("A role-assignable group must be security-enabled and cannot be dynamic.");
}

export function checkGroupChange(group: DirectoryObject, changes: Entity): void {
  const before = group.properties.isAssignableToRole ?? false;
  if (changes.isAssignableToRole !== undefined && (changes.isAssignableToRole ?? false) !== before)
    throw graphErrors.invalidRequest("Property 'isAssignableToRole' is immutable.");
}

function taken(property: string): Error {
  return graphErrors.invalidRequest(`Another object with the same value for property ${property} already exists.`);
}

function text(given: Entity, name: string): string {
  const value = given[name];
  if (typeof value !== "string" || value === "") throw graphErrors.invalidRequest(`Property ${name} is invalid.`);
  return value;
}

function resourceName(kind: WritableKind): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
