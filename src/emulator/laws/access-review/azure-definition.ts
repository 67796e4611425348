import { textIn, withoutNulls } from "../../arm-body";
import { armErrors } from "../../arm-errors";
import { isObject } from "../../body";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { PrincipalScope, Reviewer, ReviewPlan, ReviewSubject } from "../../store/access-review-types";
import type { Family } from "../../store/schedules";
import { parseDuration } from "../../time";
import { existingScope } from "../arm/place";
import { parseRoleId, roleOf } from "../arm/role-id";
import { parseScope, type Scope } from "../arm/scope";
import { readSettings } from "./settings";

const settingNames = [
  "mailNotificationsEnabled",
  "reminderNotificationsEnabled",
  "defaultDecisionEnabled",
  "justificationRequiredOnApproval",
  "defaultDecision",
  "autoApplyDecisionsEnabled",
  "recommendationsEnabled",
  "recommendationLookBackDuration",
  "instanceDurationInDays",
  "recurrence",
];

/** Reads the properties of a definition: https://learn.microsoft.com/rest/api/authorization/access-review-schedule-definitions */
export function readAzureDefinition(
  state: State,
  scope: Scope,
  given: Entity,
  now: number,
): { shown: Entity; plan: ReviewPlan } {
  const displayName = textIn(given, "displayName");
  if (displayName === undefined || displayName.trim() === "")
    throw armErrors.badRequest("A value is required for property 'displayName'.");
  const settings = knownSettings(given.settings);
  const { plan, days, recommendations } = readSettings(settings, now);
  const reviewers = readAzureReviewers(state, given.reviewers, "reviewers");
  const fallback = readAzureReviewers(state, given.backupReviewers, "backupReviewers");
  const byManagers = reviewers.length === 0 && textIn(given, "reviewersType")?.toLowerCase() === "managers";
  const subject = readSubject(state, scope, isObject(given.scope) ? given.scope : {});
  return {
    shown: withoutNulls({
      displayName,
      descriptionForAdmins: textIn(given, "descriptionForAdmins"),
      descriptionForReviewers: textIn(given, "descriptionForReviewers"),
      scope: subject.shown,
      reviewers: reviewers.map(({ shown }) => shown),
      backupReviewers: fallback.length === 0 ? undefined : fallback.map(({ shown }) => shown),
      reviewersType: byManagers ? "Managers" : reviewers.length === 0 ? "Self" : "Assigned",
      settings,
    }),
    plan: {
      ...plan,
      subjects: [subject],
      stages: [
        {
          days: Math.max(1, days),
          recommendations,
          movesOn: [],
          reviewers: byManagers ? [{ kind: "manager", shown: {} }] : reviewers,
          fallback,
        },
      ],
    },
  };
}

/** Settings that the type has, as they were sent; others are passed over. */
export function knownSettings(given: unknown): Entity {
  if (!isObject(given)) throw armErrors.badRequest("A value is required for property 'settings'.");
  return withoutNulls(Object.fromEntries(settingNames.map((name) => [name, given[name]])));
}

/** `[{principalId, principalType}]`; a group stands for its members. */
export function readAzureReviewers(state: State, given: unknown, property: string): Reviewer[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw armErrors.badRequest(`${property} must be a list.`);
  return given.map((each: unknown) => {
    const id = isObject(each) ? (textIn(each, "principalId")?.trim().toLowerCase() ?? "") : "";
    const kind = state.directory.find(id)?.kind;
    if (kind !== "user" && kind !== "group") throw armErrors.badRequest(`The reviewer '${id}' does not exist.`);
    const shown = { principalId: id, principalType: kind };
    return kind === "user"
      ? { kind: "principal", id, shown }
      : { kind: "linked", source: id, relation: "members", transitive: true, shown };
  });
}

function readSubject(state: State, scope: Scope, given: Entity): ReviewSubject {
  const reference = parseRoleId(textIn(given, "roleDefinitionId") ?? "");
  const role = reference && roleOf(state, reference);
  if (role === undefined)
    throw armErrors.badRequest(`The role '${String(given.roleDefinitionId)}' of the scope does not exist.`);
  const named = parseScope(textIn(given, "resourceId") ?? scope.id);
  if (named === undefined) throw armErrors.badRequest(`The resource '${String(given.resourceId)}' is no scope.`);
  return {
    resource: {
      kind: "azureRole",
      id: role.name,
      scope: existingScope(state, named).id,
      families: familiesOf(given.assignmentState),
      above: given.includeInheritedAccess === true,
      below: given.includeAccessBelowResource === true,
    },
    principals: principalsOf(given),
    shown: withoutNulls({ ...given, resourceId: textIn(given, "resourceId") ?? scope.id }),
  };
}

function familiesOf(state: unknown): readonly Family[] {
  const word = typeof state === "string" ? state.toLowerCase() : "";
  if (word === "active") return ["assignment"];
  return word === "eligible" ? ["eligibility"] : ["assignment", "eligibility"];
}

const kinds: Readonly<Record<string, readonly PrincipalScope["kind"][]>> = {
  user: ["user"],
  guestuser: ["user"],
  redeemedguestuser: ["user"],
  serviceprincipal: ["servicePrincipal"],
  "user,group": ["user", "group"],
};

/** Users and groups where the scope does not say. */
function principalsOf({ principalType = "user,group", inactiveDuration }: Entity): PrincipalScope[] {
  const word = String(principalType).toLowerCase().replaceAll(" ", "");
  const found = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
  if (found === undefined) throw armErrors.badRequest(`Invalid value '${String(principalType)}' for 'principalType'.`);
  const inactive = inactiveDuration === undefined ? null : parseDuration(inactiveDuration);
  if (inactive === undefined)
    throw armErrors.badRequest(`Invalid value '${String(inactiveDuration)}' for 'inactiveDuration'.`);
  const filter = word.includes("guest") ? "userType eq 'Guest'" : null;
  return found.map((kind) => ({ kind, filter, inactive }));
}
