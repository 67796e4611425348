import { bodyObject, isObject } from "../body";
import type { Call } from "../call";
import { graphErrors, pimErrors } from "../errors";
import { isGuid } from "../ids";
import type { Entity } from "../odata/filter";
import type { Expiration, Family } from "../store/schedules";
import { formatTime, parseDuration, parseTime } from "../time";

export const actions = [
  "adminAssign",
  "adminUpdate",
  "adminRemove",
  "selfActivate",
  "selfDeactivate",
  "adminExtend",
  "adminRenew",
  "selfExtend",
  "selfRenew",
] as const;

export type Action = (typeof actions)[number];

/** From when until when, in ms of the tenant. */
export interface Span {
  readonly start: number;
  readonly finish: number | null;
  readonly expiration: Expiration;
}

export interface TicketInfo {
  readonly ticketNumber: string | null;
  readonly ticketSystem: string | null;
}

/** What a schedule request asks for, well-formed; whether it is allowed is for other laws. */
export interface Wish {
  readonly family: Family;
  readonly action: Action;
  readonly principal: string;
  readonly role: string;
  readonly scope: string;
  /** Absent for removals and deactivations. */
  readonly span: Span | undefined;
  readonly justification: string | null;
  readonly ticketInfo: TicketInfo;
  readonly isValidationOnly: boolean;
  /** What the schedule keeps for its plane alone: the condition of an Azure role. */
  readonly details: Entity;
}

/** How the requests of a plane name what they ask for. */
export interface WishShape {
  /** Names of the types of its requests, and of the enum of its actions. */
  readonly types: { readonly assignment: string; readonly eligibility: string; readonly actions: string };
  readonly properties: readonly string[];
  readonly read: (body: Entity) => Pick<Wish, "role" | "scope">;
}

export const directoryShape: WishShape = {
  types: {
    assignment: "microsoft.graph.unifiedRoleAssignmentScheduleRequest",
    eligibility: "microsoft.graph.unifiedRoleEligibilityScheduleRequest",
    actions: "microsoft.graph.unifiedRoleScheduleRequestActions",
  },
  properties: ["roleDefinitionId", "directoryScopeId", "appScopeId"],
  read: (body) => {
    const { roleDefinitionId } = body;
    if (!isGuid(roleDefinitionId)) throw pimErrors.invalidRequest("roleDefinitionId must be a GUID.");
    return { role: roleDefinitionId.toLowerCase(), scope: readScope(body) };
  },
};

export const groupShape: WishShape = {
  types: {
    assignment: "microsoft.graph.privilegedAccessGroupAssignmentScheduleRequest",
    eligibility: "microsoft.graph.privilegedAccessGroupEligibilityScheduleRequest",
    actions: "microsoft.graph.scheduleRequestActions",
  },
  properties: ["accessId", "groupId"],
  read: ({ accessId, groupId }) => {
    const role = ["member", "owner"].find((each) => each === String(accessId).toLowerCase());
    if (role === undefined) throw pimErrors.invalidRequest("accessId must be 'member' or 'owner'.");
    if (!isGuid(groupId)) throw pimErrors.invalidRequest("groupId must be a GUID.");
    return { role, scope: groupId.toLowerCase() };
  },
};

const common = [
  "id",
  "action",
  "approvalId",
  "completedDateTime",
  "createdBy",
  "createdDateTime",
  "customData",
  "isValidationOnly",
  "justification",
  "principalId",
  "scheduleInfo",
  "status",
  "targetScheduleId",
  "ticketInfo",
];

/** Removals have no time. */
export const withoutSpan: ReadonlySet<Action> = new Set(["adminRemove", "selfDeactivate"]);

/** Reads the body of a schedule request. Enums are taken without case; read-only properties are ignored, unknown ones refused. */
export function readWish(call: Call, family: Family, shape: WishShape): Wish {
  const body = bodyObject(call);
  const known = new Set([...common, ...shape.properties]);
  for (const name of Object.keys(body))
    if (!known.has(name) && !name.includes("@")) throw graphErrors.unknownProperty(name, shape.types[family]);
  const action = readAction(body.action, family, shape.types.actions);
  const { principalId, isValidationOnly } = body;
  if (!isGuid(principalId)) throw pimErrors.invalidRequest("principalId must be a GUID.");
  return {
    family,
    action,
    principal: principalId.toLowerCase(),
    ...shape.read(body),
    span: withoutSpan.has(action) ? undefined : readSpan(body.scheduleInfo, call.now),
    justification: optionalText(body.justification, "justification"),
    ticketInfo: readTicket(body.ticketInfo),
    isValidationOnly: isValidationOnly === true,
    details: {},
  };
}

function readAction(value: unknown, family: Family, type: string): Action {
  const action = actions.find((each) => each.toLowerCase() === String(value).toLowerCase());
  if (typeof value !== "string" || action === undefined)
    throw graphErrors.badRequest(`Invalid JSON: requested value '${String(value)}' was not found in ${type}.`);
  if (family === "eligibility" && (action === "selfActivate" || action === "selfDeactivate"))
    throw pimErrors.invalidRequest(`The action ${action} applies to requests for an assignment.`);
  return action;
}

function readScope({ directoryScopeId, appScopeId }: Entity): string {
  const directory = optionalText(directoryScopeId, "directoryScopeId");
  const app = optionalText(appScopeId, "appScopeId");
  if ((directory === null) === (app === null))
    throw pimErrors.invalidRequest("Exactly one of directoryScopeId and appScopeId is needed.");
  return directory === null ? `app:${app}` : canonicalScope(directory);
}

/** "/", "/administrativeUnits/{id}", "/attributeSets/{name}" or "/{objectId}", ids lower-case. */
export function canonicalScope(scope: string): string {
  const unit = /^\/administrativeUnits\/([^/]+)$/i.exec(scope)?.[1];
  if (unit !== undefined) return `/administrativeUnits/${unit.toLowerCase()}`;
  if (/^\/attributeSets\/[^/]+$/i.test(scope)) return `/attributeSets/${scope.split("/")[2]}`;
  if (!/^\/[^/]*$/.test(scope)) throw pimErrors.invalidRequest(`The directory scope '${scope}' is not valid.`);
  return scope.toLowerCase();
}

/** A start of the past becomes the time of processing, as the service does. */
export function readSpan(value: unknown, now: number): Span | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw pimErrors.invalidRequest("scheduleInfo must be an object.");
  if (value.recurrence !== undefined && value.recurrence !== null)
    throw pimErrors.invalidSchedule("Recurrence is not supported.");
  const start = value.startDateTime ?? null;
  const asked = start === null ? now : parseTime(start);
  if (asked === undefined)
    throw pimErrors.invalidRequest(`startDateTime '${String(start)}' is not a date with a zone.`);
  return { start: Math.max(asked, now), ...readExpiration(value.expiration, Math.max(asked, now)) };
}

const expirationTypes = ["notSpecified", "noExpiration", "afterDateTime", "afterDuration"] as const;

function readExpiration(value: unknown, start: number): Omit<Span, "start"> {
  const given = value ?? {};
  if (!isObject(given)) throw pimErrors.invalidRequest("expiration must be an object.");
  const text = given.type ?? "notSpecified";
  const type = expirationTypes.find((each) => each.toLowerCase() === String(text).toLowerCase());
  if (type === undefined) throw pimErrors.invalidRequest(`The expiration type '${String(text)}' is not known.`);
  if (type === "afterDateTime") return readEnd(given.endDateTime);
  if (type === "afterDuration") return readDuration(given.duration, start);
  if (type === "notSpecified" && ((given.endDateTime ?? null) !== null || (given.duration ?? null) !== null))
    throw pimErrors.invalidSchedule("An end or a duration needs the expiration type that goes with it.");
  return { finish: null, expiration: { type: "noExpiration", endDateTime: null, duration: null } };
}

function readEnd(value: unknown): Omit<Span, "start"> {
  const finish = parseTime(value);
  if (finish === undefined) throw pimErrors.invalidRequest(`endDateTime '${String(value)}' is not a date with a zone.`);
  return { finish, expiration: { type: "afterDateTime", endDateTime: formatTime(finish), duration: null } };
}

function readDuration(value: unknown, start: number): Omit<Span, "start"> {
  const length = parseDuration(value);
  if (length === undefined) throw pimErrors.invalidRequest(`duration '${String(value)}' is not a valid Edm.Duration.`);
  return { finish: start + length, expiration: { type: "afterDuration", endDateTime: null, duration: String(value) } };
}

export function readTicket(value: unknown): TicketInfo {
  if (value === undefined || value === null) return { ticketNumber: null, ticketSystem: null };
  if (!isObject(value)) throw pimErrors.invalidRequest("ticketInfo must be an object.");
  return {
    ticketNumber: optionalText(value.ticketNumber, "ticketNumber"),
    ticketSystem: optionalText(value.ticketSystem, "ticketSystem"),
  };
}

export function optionalText(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw pimErrors.invalidRequest(`${name} must be a text.`);
  return value;
}
