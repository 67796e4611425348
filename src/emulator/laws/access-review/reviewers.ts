import { graphErrors } from "../../errors";
import type { State } from "../../state";
import type { ReviewDecision, Reviewer, ReviewInstance, ReviewStage } from "../../store/access-review-types";
import { linkedThrough } from "../linked-through";
import { readQuery } from "./query";

/** Reads reviewers or fallback reviewers: https://learn.microsoft.com/graph/accessreviews-reviewers-concept */
export function readReviewers(state: State, value: unknown, property: string): Reviewer[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw graphErrors.badRequest(`${property} must be a list.`);
  return value.map((each: unknown) => readReviewer(state, each, property));
}

function readReviewer(state: State, value: unknown, property: string): Reviewer {
  const { path, id, shown } = readQuery(value, property);
  if (/^\.\/manager$/i.test(path)) return { kind: "manager", shown };
  if (/^\.\/owners$/i.test(path)) return { kind: "owners", shown };
  const [, source = "", links] = /^\/(users|groups|servicePrincipals)\/\{id\}(?:\/(\w+))?$/i.exec(path) ?? [];
  const kind = source.toLowerCase();
  const named = id === undefined ? undefined : state.directory.find(id);
  if (id === undefined || source === "") throw unsupported(shown.query, property);
  if (named === undefined || `${named.kind}s`.toLowerCase() !== kind)
    throw graphErrors.badRequest(`The reviewer '${String(shown.query)}' does not exist.`);
  if (kind === "users" && links === undefined) return { kind: "principal", id, shown };
  if (kind === "groups" && /^(transitiveMembers|members)$/i.test(links ?? ""))
    return { kind: "linked", source: id, relation: "members", transitive: /^transitive/i.test(links ?? ""), shown };
  if (kind !== "users" && /^owners$/i.test(links ?? ""))
    return { kind: "linked", source: id, relation: "owners", transitive: false, shown };
  throw unsupported(shown.query, property);
}

function unsupported(query: unknown, property: string): Error {
  return graphErrors.badRequest(`The query '${String(query)}' is not supported in '${property}'.`);
}

/** Object ids of those who decide one item: the reviewers, else the fallback reviewers, else the reviewed person; at a moment, now unless told. */
export function reviewersOf(
  state: State,
  { subject }: Pick<ReviewInstance, "subject">,
  stage: Pick<ReviewStage, "reviewers" | "fallback">,
  principal: string,
  at?: number,
): readonly string[] {
  if (stage.reviewers.length === 0) return state.directory.find(principal)?.kind === "user" ? [principal] : [];
  const found = (reviewers: readonly Reviewer[]) =>
    reviewers.flatMap((reviewer) => peopleOf(state, subject.resource, reviewer, principal, at));
  const first = found(stage.reviewers);
  return first.length > 0 ? first : found(stage.fallback);
}

/** May this person decide the item in the stage that runs? */
export function isReviewer(state: State, instance: ReviewInstance, item: ReviewDecision, person: string): boolean {
  const stage = instance.stages[item.stage];
  return stage !== undefined && reviewersOf(state, instance, stage, item.principal).includes(person);
}

function peopleOf(
  state: State,
  resource: ReviewInstance["subject"]["resource"],
  reviewer: Reviewer,
  principal: string,
  at: number | undefined,
): string[] {
  const users = (source: string, relation: "members" | "owners", transitive: boolean) =>
    linkedThrough(state, source, relation, transitive, at)
      .filter(({ kind }) => kind === "user")
      .map(({ id }) => id);
  switch (reviewer.kind) {
    case "principal":
      return [reviewer.id];
    case "linked":
      return users(reviewer.source, reviewer.relation, reviewer.transitive);
    case "owners":
      return resource.kind === "group" ? users(resource.id, "owners", false) : [];
    case "manager":
      return managerOf(state, principal);
  }
}

function managerOf(state: State, principal: string): string[] {
  const manager: unknown = state.directory.find(principal)?.properties.manager;
  return typeof manager === "string" ? [manager] : [];
}
