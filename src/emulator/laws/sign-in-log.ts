import type { LoginCall } from "../login-call";
import { type Resource, resourcesOf } from "../places";
import { formatTime } from "../time";
import { signInActivity } from "./last-sign-in";
import type { Scope } from "./scopes";
import type { Session } from "./user-session";

const names: Readonly<Record<Resource, readonly [id: string, name: string]>> = {
  graph: ["00000003-0000-0000-c000-000000000000", "Microsoft Graph"],
  arm: ["797f4846-ba00-4fd7-ba43-dac1f8f63013", "Windows Azure Service Management API"],
};

/** Notes that somebody has signed in: in the log of sign-ins, and in the `signInActivity` that reviews and alerts look at. */
export function logSignIn(call: LoginCall, { user, client, mfa }: Session, { audience }: Scope): void {
  const { state, now, places } = call;
  const id = state.newId("signIn");
  const { displayName, userPrincipalName } = user.properties;
  const [resourceId, resourceDisplayName] = names[resourcesOf(audience, places)[0] ?? "graph"];
  state.signIns.add({
    id,
    at: now,
    properties: {
      createdDateTime: formatTime(now),
      userDisplayName: displayName,
      userPrincipalName,
      userId: user.id,
      appId: client,
      appDisplayName: state.directory.findByLogin("servicePrincipal", client)?.properties.displayName ?? null,
      ipAddress: "127.0.0.1",
      clientAppUsed: "Mobile Apps and Desktop clients",
      correlationId: id,
      conditionalAccessStatus: "notApplied",
      isInteractive: true,
      authenticationRequirement: mfa ? "multiFactorAuthentication" : "singleFactorAuthentication",
      riskDetail: "none",
      riskLevelAggregated: "none",
      riskLevelDuringSignIn: "none",
      riskState: "none",
      riskEventTypes_v2: [],
      resourceDisplayName,
      resourceId,
      status: { errorCode: 0, failureReason: "Other.", additionalDetails: null },
      appliedConditionalAccessPolicies: [],
    },
  });
  state.journal.by(user.id);
  state.directory.noteSignIn(user, {
    ...signInActivity(now),
    lastSignInRequestId: id,
    lastSuccessfulSignInRequestId: id,
  });
}
