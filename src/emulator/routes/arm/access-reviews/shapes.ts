import { withoutNulls } from "../../../arm-body";
import type { ArmCall } from "../../../arm-call";
import type { Entity } from "../../../odata/filter";
import type { State } from "../../../state";
import {
  type AccessReview,
  type ReviewDecision,
  type Reviewer,
  type ReviewInstance,
  type StagePlan,
  system,
} from "../../../store/access-review-types";
import { formatTime, formatTimeOrNull } from "../../../time";
import { armId } from "../pim-shapes";

export const definitionType = "accessReviewScheduleDefinitions";

/** Something of access reviews: `place` is the scope that its id begins with, "/" for a reviewer's own view. */
function entity(place: string, types: string, names: readonly string[], properties: Entity): Entity {
  const [first = "", ...more] = types.split("/");
  const [name = "", ...rest] = names;
  const below = more.map((type, index) => `/${type}/${rest[index] ?? ""}`).join("");
  return {
    id: `${armId(place, first, name)}${below}`,
    type: `Microsoft.Authorization/${types}`,
    name: names.at(-1),
    properties: withoutNulls(properties),
  };
}

export function definitionShape(state: State, place: string, review: AccessReview): Entity {
  const instances = state.reviewInstances.ofReview(review.id);
  return entity(place, definitionType, [review.id], {
    ...review.shown,
    status: statusOf(review, instances),
    createdBy: actor(state, review.createdBy),
    instances: place === "/" ? instances.map((instance) => instanceShape(place, review, instance)) : null,
  });
}

function statusOf({ due, begun }: AccessReview, instances: readonly ReviewInstance[]): string {
  if (begun === 0 && due !== null) return "NotStarted";
  if (due !== null || instances.some(({ status }) => status === "InProgress")) return "InProgress";
  return instances.at(-1)?.status ?? "Completed";
}

/** Reviewers show once they differ from those of the definition. */
export function instanceShape(place: string, review: AccessReview, instance: ReviewInstance): Entity {
  const [stage] = instance.stages;
  const [planned] = review.plan.stages;
  const who = (of: Pick<StagePlan, "reviewers" | "fallback"> | undefined) =>
    JSON.stringify([of?.reviewers, of?.fallback]);
  const changed = who(stage) !== who(planned);
  const shown = (reviewers: readonly Reviewer[] = []) => reviewers.map((reviewer) => reviewer.shown);
  return entity(place, `${definitionType}/instances`, [review.id, instance.id], {
    status: instance.status,
    startDateTime: formatTime(instance.start),
    endDateTime: formatTime(instance.finish),
    ...(changed
      ? { reviewers: shown(stage?.reviewers), backupReviewers: shown(stage?.fallback), reviewersType: "Assigned" }
      : {}),
  });
}

export function decisionShape(
  { state, scope, apiVersion }: ArmCall,
  instance: ReviewInstance,
  item: ReviewDecision,
): Entity {
  const { resource } = instance.subject;
  const role = resource.kind === "azureRole" ? state.armRoles.find(resource.id) : undefined;
  return entity(scope.id, `${definitionType}/instances/decisions`, [instance.review, instance.id, item.id], {
    reviewedBy: actor(state, item.reviewedBy),
    reviewedDateTime: formatTimeOrNull(item.reviewed),
    decision: item.verdict,
    justification: item.justification,
    appliedBy: actor(state, item.appliedBy),
    appliedDateTime: formatTimeOrNull(item.applied),
    applyResult: item.result,
    recommendation: item.recommendation,
    ...(apiVersion.startsWith("2018")
      ? { target: targetOf(state, item.principal) }
      : {
          principal: principalOf(state, item.principal),
          resource: { type: "azureRole", id: item.resource, displayName: role?.roleName ?? "" },
        }),
    principalResourceMembership: apiVersion >= "2021-12" ? { membershipTypes: ["direct"] } : null,
  });
}

/** The first version tells of the reviewed person alone, and in the words it has for those who act. */
function targetOf(state: State, id: string): Entity {
  const { principalType, ...person } = actor(state, id) ?? {};
  return { type: principalType, ...person };
}

function principalOf(state: State, id: string): Entity {
  const object = state.directory.find(id);
  const { displayName, userPrincipalName } = object?.properties ?? {};
  const isUser = object === undefined || object.kind === "user";
  return withoutNulls({
    type: object?.kind ?? "user",
    id,
    displayName,
    userPrincipalName: isUser ? userPrincipalName : null,
  });
}

export function contactedShape(state: State, place: string, instance: ReviewInstance, id: string): Entity {
  const { displayName, userPrincipalName } = state.directory.find(id)?.properties ?? {};
  return entity(place, `${definitionType}/instances/contactedReviewers`, [instance.review, instance.id, id], {
    userDisplayName: displayName,
    userPrincipalName,
    createdDateTime: formatTime(instance.start),
  });
}

/** Who did something; the reviews themselves have neither id nor type. */
export function actor(state: State, id: string | null): Entity | null {
  if (id === null) return null;
  if (id === system) return { principalName: "AAD Access Reviews", userPrincipalName: "AAD Access Reviews" };
  const object = state.directory.find(id);
  const { displayName, userPrincipalName } = object?.properties ?? {};
  return withoutNulls({
    principalType: object?.kind ?? "user",
    principalId: id,
    principalName: displayName,
    userPrincipalName,
  });
}
