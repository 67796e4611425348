import type { Call, Route } from "../../call";
import { graphErrors } from "../../errors";
import { endStage } from "../../laws/access-review/course";
import { checkRunning, type Reviewed } from "../../laws/access-review/decide";
import { type Collection, oneOf } from "../../odata/collection";
import type { ReviewInstance, ReviewStage } from "../../store/access-review-types";
import { countedList, root } from "./collections";
import { stageEntity } from "./entities";
import { instanceAt, withReviewers } from "./instances";

const path = `/${root}/definitions/:review/instances/:instance/stages`;

interface StageAt extends Reviewed {
  readonly stage: ReviewStage;
  readonly index: number;
}

/** The rounds of an instance: https://learn.microsoft.com/graph/api/resources/accessreviewstage */
export const reviewStageRoutes: readonly Route[] = [
  { method: "GET", path, operation: (call) => countedList(stagesOf(instanceAt(call)), call) },
  {
    method: "GET",
    path: `${path}/:stage`,
    operation: (call) => {
      const at = stageAt(call);
      return oneOf(stagesOf(at), stageEntity(at.instance, at.stage, at.index), call);
    },
  },
  {
    method: "PATCH",
    path: `${path}/:stage`,
    operation: (call) => {
      const at = stageAt(call);
      checkRunning(at.instance);
      const instance = withReviewers(call, at.instance, at.index);
      const changed = stageEntity(instance, instance.stages[at.index] ?? at.stage, at.index);
      return oneOf(stagesOf(at), { "@odata.type": "#microsoft.graph.accessReviewStage", ...changed }, call);
    },
  },
  {
    method: "POST",
    path: `${path}/:stage/stop`,
    operation: (call) => {
      const { review, instance, index } = stageAt(call);
      checkRunning(instance);
      if (index !== instance.stage) throw graphErrors.badRequest("The stage is not in progress.");
      endStage(call.state, review, instance, call.now);
      return { status: 204 };
    },
  },
];

/** The stage that a path names. */
export function stageAt(call: Call): StageAt {
  const reviewed = instanceAt(call);
  const index = reviewed.instance.stages.findIndex(({ id }) => id === call.params.stage?.toLowerCase());
  const stage = reviewed.instance.stages[index];
  if (stage === undefined) throw graphErrors.resourceNotFound();
  return { ...reviewed, stage, index };
}

function stagesOf({ review, instance }: { review: Reviewed["review"]; instance: ReviewInstance }): Collection {
  return {
    context: `${root}/definitions('${review.id}')/instances('${instance.id}')/stages`,
    type: "microsoft.graph.accessReviewStage",
    properties: () => ["id", "startDateTime", "endDateTime", "status", "reviewers", "fallbackReviewers"],
    navigation: {},
    page: 100,
    rows: (_call, _wanted, after) =>
      instance.stages
        .map((stage, index) => ({ sequence: index + 1, entity: stageEntity(instance, stage, index) }))
        .filter(({ sequence }) => sequence > after),
  };
}
