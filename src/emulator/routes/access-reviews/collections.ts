import type { Call, Reply } from "../../call";
import type { Item } from "../../laws/access-review/actions";
import { type Collection, listOf, present } from "../../odata/collection";
import type { Entity } from "../../odata/filter";
import type { AccessReview, ReviewInstance } from "../../store/access-review-types";
import { contactedEntities } from "./contacted";
import { decisionEntity, definitionEntity, instanceEntity, stageEntity } from "./entities";

export const root = "identityGovernance/accessReviews";

const definitionProperties = [
  "id",
  "displayName",
  "createdDateTime",
  "lastModifiedDateTime",
  "status",
  "descriptionForAdmins",
  "descriptionForReviewers",
  "createdBy",
  "scope",
  "instanceEnumerationScope",
  "reviewers",
  "backupReviewers",
  "fallbackReviewers",
  "additionalNotificationRecipients",
  "settings",
  "stageSettings",
];

const instanceProperties = [
  "id",
  "startDateTime",
  "endDateTime",
  "status",
  "scope",
  "reviewers",
  "fallbackReviewers",
  "errors",
];

const decisionProperties = [
  "id",
  "accessReviewId",
  "reviewedDateTime",
  "decision",
  "justification",
  "appliedDateTime",
  "applyResult",
  "recommendation",
  "principalLink",
  "resourceLink",
  "resource",
  "reviewedBy",
  "appliedBy",
  "target",
  "principal",
];

const pages = { page: 100, largestPage: 999 };

export const definitions: Collection = {
  context: `${root}/definitions`,
  type: "microsoft.graph.accessReviewScheduleDefinition",
  properties: () => definitionProperties,
  navigation: {
    instances: (entity, call, options) =>
      call.state.reviewInstances
        .ofReview(String(entity.id))
        .map((instance) => present(instancesOf([]), instanceEntity(call, instance), call, options)),
  },
  ...pages,
  rows: function* (call, _wanted, after) {
    for (const review of call.state.accessReviews.list("graph", after))
      yield { sequence: review.sequence, entity: definitionEntity(call, review) };
  },
};

/** Instances in a list of their own; without a review they are those of several. */
export function instancesOf(instances: readonly ReviewInstance[], review?: AccessReview): Collection {
  return {
    context:
      review === undefined ? "Collection(accessReviewInstance)" : `${root}/definitions('${review.id}')/instances`,
    type: "microsoft.graph.accessReviewInstance",
    properties: () => instanceProperties,
    navigation: {
      definition: (entity, call, options) => {
        const instance = call.state.reviewInstances.find(String(entity.id));
        const found = instance && call.state.accessReviews.find(instance.review);
        return found === undefined ? null : present(definitions, definitionEntity(call, found), call, options);
      },
      contactedReviewers: (entity, call) => {
        const instance = call.state.reviewInstances.find(String(entity.id));
        return instance === undefined ? [] : contactedEntities(call, instance);
      },
      decisions: (entity, call) => {
        const instance = call.state.reviewInstances.find(String(entity.id));
        const items = call.state.reviewDecisions.ofInstance(String(entity.id));
        return instance === undefined ? [] : items.map((item) => decisionEntity(call, instance, item));
      },
      stages: (entity, call) => {
        const instance = call.state.reviewInstances.find(String(entity.id));
        return instance?.stages.map((stage, index) => stageEntity(instance, stage, index)) ?? [];
      },
    },
    ...pages,
    rows: (call, _wanted, after) =>
      instances
        .filter(({ sequence }) => sequence > after)
        .map((instance) => ({ sequence: instance.sequence, entity: instanceEntity(call, instance) })),
  };
}

export function decisionsOf(items: readonly Item[], context: string): Collection {
  return {
    context,
    type: "microsoft.graph.accessReviewInstanceDecisionItem",
    properties: () => decisionProperties,
    navigation: {
      insights: () => [],
      instance: (entity, call, options) => {
        const instance = call.state.reviewInstances.find(String(entity.accessReviewId));
        return instance === undefined ? null : present(instancesOf([]), instanceEntity(call, instance), call, options);
      },
    },
    ...pages,
    rows: (call, _wanted, after) =>
      items
        .filter(({ item }) => item.sequence > after)
        .map(({ instance, item }) => ({ sequence: item.sequence, entity: decisionEntity(call, instance, item) })),
  };
}

/** The list of a function: its context names the type, each item carries it. */
export function asFunction(collection: Collection): Collection {
  return {
    ...collection,
    context: `Collection(${collection.type.replace("microsoft.graph.", "")})`,
    rows: function* (call, wanted, after) {
      for (const { sequence, entity } of collection.rows(call, wanted, after))
        yield { sequence, entity: { "@odata.type": `#${collection.type}`, ...entity } as Entity };
    },
  };
}

/** Lists of access reviews count themselves without being asked. */
export function countedList(collection: Collection, call: Call): Reply {
  return listOf(collection, { ...call, options: { ...call.options, count: true } });
}
