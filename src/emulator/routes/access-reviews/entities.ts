import { DateTime } from "luxon";
import type { Call } from "../../call";
import { guidOf } from "../../ids";
import { expandedScope, scopeAt } from "../../laws/arm/place";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import {
  type AccessReview,
  type ReviewDecision,
  type Reviewer,
  type ReviewInstance,
  type ReviewStage,
  system,
} from "../../store/access-review-types";
import type { DirectoryObject } from "../../store/directory";
import { formatTime, formatTimeOrNull } from "../../time";

const nobody = { id: "00000000-0000-0000-0000-000000000000", displayName: "", type: null, userPrincipalName: "" };

/** A definition as lists show it; a new one has neither dates nor instances yet. */
export function definitionEntity(call: Call, review: AccessReview): Entity {
  const { displayName, descriptionForAdmins, descriptionForReviewers, ...rest } = review.shown;
  const fresh = review.begun === 0;
  return {
    id: review.id,
    displayName,
    createdDateTime: fresh ? null : formatTime(review.created),
    lastModifiedDateTime: fresh ? null : formatTime(review.modified ?? review.created),
    status: statusOf(call.state, review),
    descriptionForAdmins,
    descriptionForReviewers,
    createdBy: identity(call.state, review.createdBy),
    ...rest,
    ...(call.version === "beta" ? { instances: [] } : {}),
  };
}

/** A series is in progress until its last instance is over. */
function statusOf(state: State, { id, begun, due }: AccessReview): string {
  if (begun === 0 && due !== null) return "NotStarted";
  const running = due !== null || state.reviewInstances.ofReview(id).some(({ status }) => status === "InProgress");
  return running ? "InProgress" : "Completed";
}

export function instanceEntity(call: Call, instance: ReviewInstance): Entity {
  const stage = instance.stages[instance.stage];
  return {
    id: instance.id,
    startDateTime: formatTime(instance.start),
    endDateTime: formatTime(instance.finish),
    status: instance.status,
    scope: instanceScope(instance),
    reviewers: shownReviewers(stage?.reviewers),
    fallbackReviewers: shownReviewers(stage?.fallback),
    ...(call.version === "beta" ? { errors: [] } : {}),
  };
}

/** The scope of an instance names its version, and of a group the group and the users in it. */
function instanceScope({ subject }: ReviewInstance): Entity {
  const { shown, resource } = subject;
  const { principalScopes, resourceScopes, query } = shown;
  if (Array.isArray(principalScopes) && Array.isArray(resourceScopes))
    return { ...shown, principalScopes: principalScopes.map(versioned), resourceScopes: resourceScopes.map(versioned) };
  const group = resource.kind === "group" ? `/groups/${resource.id}` : ".";
  const whole = String(query)
    .replace(/^\.(?=\/)/, group)
    .replace(/\/(transitiveMembers|members|owners)\/?$/i, "/$1/microsoft.graph.user");
  return versioned({ ...shown, query: whole });
}

function versioned(scope: Entity): Entity {
  const query = String(scope.query);
  if (/^\/(v1\.0|beta)\//i.test(query)) return scope;
  return { ...scope, query: `/${/^\/roleManagement\//i.test(query) ? "beta" : "v1.0"}${query}` };
}

function shownReviewers(reviewers: readonly Reviewer[] = []): Entity[] {
  return reviewers.map(({ shown }) => versioned(shown)).map((shown) => relative(shown));
}

/** A relative query stays as it is. */
function relative(shown: Entity): Entity {
  return { ...shown, query: String(shown.query).replace(/^\/v1\.0\./, ".") };
}

export function stageEntity(instance: ReviewInstance, stage: ReviewStage, index: number): Entity {
  const current = index === instance.stage ? instance.status : "NotStarted";
  return {
    id: stage.id,
    startDateTime: formatTime(stage.start),
    endDateTime: formatTime(stage.finish),
    status: index < instance.stage ? "Completed" : current,
    reviewers: stage.reviewers.map(({ shown }) => shown),
    fallbackReviewers: stage.fallback.map(({ shown }) => shown),
  };
}

export function decisionEntity(call: Call, instance: ReviewInstance, item: ReviewDecision): Entity {
  const { state } = call;
  const object = state.directory.find(item.principal);
  const root = call.base.replace(/\/[^/]+$/, "");
  return {
    id: item.id,
    accessReviewId: instance.id,
    reviewedDateTime: formatTimeOrNull(item.reviewed),
    decision: item.verdict,
    justification: item.justification,
    appliedDateTime: formatTimeOrNull(item.applied),
    applyResult: item.result,
    recommendation: item.recommendation,
    principalLink: `${root}/v1.0/${object?.kind ?? "user"}s/${item.principal}`,
    ...resourceOf(state, root, instance),
    reviewedBy: identity(state, item.reviewedBy),
    appliedBy: item.appliedBy === system ? applier(state) : identity(state, item.appliedBy),
    ...(object?.kind === "user" ? { target: targetOf(object) } : {}),
    principal: principalOf(item, object),
  };
}

function resourceOf(state: State, root: string, { subject: { resource } }: ReviewInstance): Entity {
  if (resource.kind === "directoryRole") {
    const link = `${root}/beta/roleManagement/directory/roleDefinitions/${resource.id}`;
    const displayName = state.roles.find(resource.id)?.displayName ?? "";
    return { resourceLink: link, resource: { id: resource.id, displayName, type: "directoryRole" } };
  }
  if (resource.kind === "group") {
    const displayName = state.directory.find(resource.id)?.properties.displayName ?? "";
    return {
      resourceLink: `${root}/v1.0/groups/${resource.id}`,
      resource: { id: resource.id, displayName, type: "group" },
    };
  }
  if (resource.kind === "azureRole") {
    const displayName = state.armRoles.find(resource.id)?.roleName ?? "";
    const scope = expandedScope(state, scopeAt(resource.scope));
    const type = "#microsoft.graph.accessReviewInstanceDecisionItemAzureRoleResource";
    return {
      resourceLink: null,
      resource: { "@odata.type": type, id: resource.id, displayName, type: "azureRole", scope },
    };
  }
  return { resourceLink: null, resource: null };
}

function targetOf({ id, properties }: DirectoryObject): Entity {
  return {
    "@odata.type": "#microsoft.graph.accessReviewInstanceDecisionItemUserTarget",
    userId: id,
    userDisplayName: properties.displayName,
    userPrincipalName: properties.userPrincipalName,
  };
}

function principalOf({ principal: id, lastSignIn }: ReviewDecision, object: DirectoryObject | undefined): Entity {
  const { displayName = "", userPrincipalName = "", appId } = object?.properties ?? {};
  if (object?.kind === "group") return { id, displayName, type: "group" };
  if (object?.kind === "servicePrincipal")
    return {
      "@odata.type": "#microsoft.graph.servicePrincipalIdentity",
      id,
      displayName,
      type: "servicePrincipal",
      appId,
    };
  return {
    "@odata.type": "#microsoft.graph.userIdentity",
    id,
    displayName,
    type: "user",
    userPrincipalName,
    lastUserSignInDateTime: lastSignIn === null ? "" : spoken(lastSignIn),
  };
}

/** "2/11/2022 5:31:37 PM +00:00", the one date that the service writes so. */
function spoken(at: number): string {
  return DateTime.fromMillis(at, { zone: "utc", locale: "en-US" }).toFormat("M/d/yyyy h:mm:ss a ZZ");
}

/** Where decisions apply by themselves, an application of Microsoft's does it. */
function applier({ tenantId }: State): Entity {
  return { ...nobody, id: guidOf(tenantId, "Access Reviews"), displayName: "Access Reviews" };
}

/** Who did something: the reviews themselves, a person, an application, or nobody. */
export function identity(state: State, id: string | null): Entity {
  if (id === null) return nobody;
  if (id === system) return { ...nobody, displayName: "AAD Access Reviews", userPrincipalName: "AAD Access Reviews" };
  const { displayName = "", userPrincipalName = "" } = state.directory.find(id)?.properties ?? {};
  return { id, displayName, type: null, userPrincipalName };
}
