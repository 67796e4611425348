import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { logRetention } from "../laws/audit/log-retention";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { SignIn } from "../store/sign-ins";

const collection: Collection = {
  context: "auditLogs/signIns",
  type: "microsoft.graph.signIn",
  properties: (version) => [
    "id",
    "appDisplayName",
    "appId",
    "appliedConditionalAccessPolicies",
    "clientAppUsed",
    "conditionalAccessStatus",
    "correlationId",
    "createdDateTime",
    "ipAddress",
    "isInteractive",
    "resourceDisplayName",
    "resourceId",
    "riskDetail",
    "riskEventTypes_v2",
    "riskLevelAggregated",
    "riskLevelDuringSignIn",
    "riskState",
    "status",
    "userDisplayName",
    "userId",
    "userPrincipalName",
    ...(version === "beta" ? ["authenticationRequirement"] : []),
  ],
  navigation: {},
  page: 100,
  largestPage: 999,
  rows: function* (call, _wanted, after) {
    // Newest first: the place in the list counts down from the largest number there is.
    const below = after === 0 ? undefined : Number.MAX_SAFE_INTEGER - after;
    for (const signIn of call.state.signIns.back(call.now - logRetention, below))
      yield { sequence: Number.MAX_SAFE_INTEGER - signIn.sequence, entity: toEntity(signIn, call) };
  },
};

/** Sign-ins of people, of the last thirty days: https://learn.microsoft.com/graph/api/signin-list */
export const signInRoutes: readonly Route[] = [
  { method: "GET", path: "/auditLogs/signIns", operation: (call) => listOf(collection, call) },
  { method: "GET", path: "/auditLogs/signIns/:id", operation: one },
];

function one(call: Call): Reply {
  const signIn = call.state.signIns.find(call.params.id ?? "");
  if (signIn === undefined || signIn.at < call.now - logRetention) throw graphErrors.notFound(call.params.id ?? "");
  return oneOf(collection, toEntity(signIn, call), call);
}

function toEntity({ id, properties }: SignIn, { version }: Call): Entity {
  const { authenticationRequirement, ...shown } = properties;
  return { id, ...shown, ...(version === "beta" ? { authenticationRequirement } : {}) };
}
