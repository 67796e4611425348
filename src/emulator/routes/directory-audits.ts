import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { guidOf } from "../ids";
import { type ChangeRecord, timeActor } from "../journal";
import type { AuditEvent, AuditTarget } from "../laws/audit/event";
import { eventsOf } from "../laws/audit/events-of";
import { logRetention } from "../laws/audit/log-retention";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { State } from "../state";

/** More events than one change ever has: change and event make one number. */
const mostEvents = 10;

const prefixes: Readonly<Record<AuditEvent["service"], string>> = {
  PIM: "PIM",
  "Core Directory": "Directory",
  "Conditional Access": "IPCGraph",
  "Access Reviews": "AADERM",
  "Azure RBAC (Elevated Access)": "AzureRBAC",
};

const collection: Collection = {
  context: "auditLogs/directoryAudits",
  type: "microsoft.graph.directoryAudit",
  properties: (version) => [
    "id",
    "activityDateTime",
    "activityDisplayName",
    "additionalDetails",
    "category",
    "correlationId",
    "initiatedBy",
    "loggedByService",
    "operationType",
    "result",
    "resultReason",
    "targetResources",
    ...(version === "beta" ? ["userAgent"] : []),
  ],
  navigation: {},
  page: 100,
  largestPage: 999,
  rows: function* ({ state, now, version }, _wanted, after) {
    // Newest first: the place in the list counts down from the largest number there is.
    const below = after === 0 ? undefined : Math.ceil((Number.MAX_SAFE_INTEGER - after) / mostEvents);
    for (const change of state.journal.changesBack(now - logRetention, below))
      for (const { number, entity } of entitiesOf(state, change, version)) {
        const sequence = Number.MAX_SAFE_INTEGER - number;
        if (sequence > after) yield { sequence, entity };
      }
  },
};

/** The audit log, made from every change of state: https://learn.microsoft.com/graph/api/directoryaudit-list */
export const directoryAuditRoutes: readonly Route[] = [
  { method: "GET", path: "/auditLogs/directoryAudits", operation: (call) => listOf(collection, call) },
  { method: "GET", path: "/auditLogs/directoryAudits/:id", operation: oneEvent },
];

function oneEvent(call: Call): Reply {
  const { state, now, version } = call;
  const number = Number(/_(\d+)$/.exec(call.params.id ?? "")?.[1]);
  const sequence = Math.floor(number / mostEvents);
  const [change] = Number.isSafeInteger(sequence) ? state.journal.changesBack(now - logRetention, sequence + 1) : [];
  const found = change === undefined ? [] : entitiesOf(state, change, version);
  const event = found.find(({ entity }) => entity.id === call.params.id);
  if (event === undefined) throw graphErrors.notFound(call.params.id ?? "");
  return oneOf(collection, event.entity, call);
}

/** Newest first within the change too: what PIM says last comes first. */
function entitiesOf(state: State, change: ChangeRecord, version: Call["version"]) {
  return eventsOf(state, change)
    .map((event, index) => {
      const number = change.sequence * mostEvents + index;
      return { number, entity: toEntity(state, change, event, number, version) };
    })
    .reverse();
}

function toEntity(
  state: State,
  change: ChangeRecord,
  event: AuditEvent,
  number: number,
  version: Call["version"],
): Entity {
  const correlationId = guidOf(state.tenantId, "correlation", change.request ?? `${timeActor}/${change.sequence}`);
  return {
    id: `${prefixes[event.service]}_${correlationId}_${number}`,
    category: event.category,
    correlationId,
    result: "success",
    resultReason: event.reason ?? "",
    activityDisplayName: event.activity,
    activityDateTime: sevenDigits(change.at),
    loggedByService: event.service,
    operationType: event.operation,
    ...(version === "beta" ? { userAgent: null } : {}),
    initiatedBy: initiatorOf(state, change, event),
    targetResources: event.targets.map(toTarget),
    additionalDetails: Object.entries(event.details ?? {}).flatMap(([key, value]) =>
      value === null ? [] : [{ key, value }],
    ),
  };
}

/** The log prints a constant number of digits, so that its dates sort as texts. */
function sevenDigits(at: string): string {
  const [seconds = "", fraction = ""] = at.replace("Z", "").split(".");
  return `${seconds}.${fraction.padEnd(7, "0")}Z`;
}

function initiatorOf(state: State, { actor }: ChangeRecord, { service, throughPim }: AuditEvent): Entity {
  if (actor === timeActor || throughPim === true) {
    const id = guidOf(state.tenantId, "servicePrincipal", "MS-PIM");
    return service === "PIM" ? byUser(id, { displayName: "Azure AD PIM" }) : byApp(id, { displayName: "MS-PIM" });
  }
  const object = state.directory.find(actor);
  const properties = object?.properties ?? {};
  return object?.kind === "servicePrincipal" ? byApp(actor, properties) : byUser(actor, properties);
}

function byUser(id: string, { displayName, userPrincipalName, userType }: Entity): Entity {
  const user = {
    id,
    displayName: displayName ?? null,
    userPrincipalName: userPrincipalName ?? null,
    ipAddress: "",
    userType: userType ?? null,
    homeTenantId: null,
    homeTenantName: null,
  };
  return { user, app: null };
}

function byApp(id: string, { appId, displayName }: Entity): Entity {
  const app = {
    appId: appId ?? null,
    displayName: displayName ?? null,
    servicePrincipalId: id,
    servicePrincipalName: null,
  };
  return { user: null, app };
}

function toTarget({ type, id, displayName, userPrincipalName, groupType, changes }: AuditTarget): Entity {
  return {
    id,
    displayName,
    type,
    userPrincipalName: userPrincipalName ?? null,
    groupType: groupType ?? null,
    modifiedProperties: changes ?? [],
  };
}
