import { graphErrors } from "../../errors";
import type { State } from "../../state";
import type { ReviewPlane } from "../../store/access-review-types";
import { parseTime } from "../../time";

/** How both services keep reports on past reviews. */
const family = "accessReviewHistory";
const decisions = ["approve", "deny", "dontKnow", "notReviewed", "notNotified"] as const;

/** A report on past reviews. Times in ms of the tenant. */
export type ReviewHistory = {
  readonly plane: ReviewPlane;
  /** The Azure scope; "/" on Graph. */
  readonly scope: string;
  readonly displayName: string;
  readonly from: number;
  readonly until: number;
  readonly decisions: readonly string[];
  readonly scopes: readonly unknown[];
  readonly created: number;
  readonly createdBy: string;
  /** Where its file can be fetched, once somebody has asked for that. */
  readonly downloadUri: string | null;
};

export type KeptHistory = ReviewHistory & { readonly sequence: number; readonly id: string };

/** Reads what the two services have in common; no decisions named means all. */
export function readHistory(
  body: Readonly<Record<string, unknown>>,
): Pick<ReviewHistory, "displayName" | "from" | "until" | "decisions" | "scopes"> {
  const { displayName, scopes = [] } = body;
  if (typeof displayName !== "string" || displayName.trim() === "")
    throw graphErrors.badRequest("A value is required for property 'displayName'.");
  if (!Array.isArray(scopes)) throw graphErrors.badRequest("scopes must be a list.");
  const from = time(body.reviewHistoryPeriodStartDateTime, "reviewHistoryPeriodStartDateTime");
  const until = time(body.reviewHistoryPeriodEndDateTime, "reviewHistoryPeriodEndDateTime");
  if (until < from) throw graphErrors.badRequest("The review history period ends before it starts.");
  return { displayName, from, until, decisions: readDecisions(body.decisions), scopes };
}

function time(value: unknown, property: string): number {
  const at = parseTime(value);
  if (at === undefined) throw graphErrors.badRequest(`Invalid value '${String(value)}' for property '${property}'.`);
  return at;
}

function readDecisions(value: unknown): readonly string[] {
  if (value === undefined || value === null) return decisions;
  if (!Array.isArray(value)) throw graphErrors.badRequest("decisions must be a list.");
  if (value.length === 0) return decisions;
  return value.map((each: unknown) => {
    const found = decisions.find((one) => one.toLowerCase() === String(each).toLowerCase());
    if (found === undefined) throw graphErrors.badRequest(`Invalid value '${String(each)}' for property 'decisions'.`);
    return found;
  });
}

/** Until a report is ready, in ms. */
const making = 60_000;
const kept = 30 * 24 * 60 * 60_000;

/** When a report was run, was ready and will be thrown away, and whether it is ready now. */
export function courseOf({ created }: ReviewHistory, now: number) {
  return { run: created, ready: created + making, gone: created + making + kept, done: now >= created + making };
}

export function addHistory(state: State, id: string, history: ReviewHistory): void {
  state.documents.put(family, id, { ...history });
}

/** Gives the file an address, which the report shows from now on. This tenant has no store of files: nothing is there. */
export function downloadHistory(state: State, { sequence, id, ...history }: KeptHistory): KeptHistory {
  const downloadUri = `https://reports.invalid/${encodeURIComponent(`${history.displayName}-${id}.csv`)}`;
  addHistory(state, id, { ...history, downloadUri });
  return { ...history, downloadUri, sequence, id };
}

export function historiesOf(state: State, plane: ReviewPlane, scope: string): KeptHistory[] {
  return state.documents
    .list(family)
    .map(({ sequence, id, properties }) => ({ ...(properties as ReviewHistory), sequence, id }))
    .filter((history) => history.plane === plane && history.scope === scope);
}

export function removeHistory(state: State, id: string): void {
  const document = state.documents.find(family, id);
  if (document !== undefined) state.documents.remove(family, document);
}
