import type { Journal } from "../journal";
import type { ReviewDecision } from "./access-review-types";
import type { Database } from "./database";

interface Row extends Pick<ReviewDecision, "sequence" | "id" | "instance" | "stage" | "principal"> {
  readonly json: string;
}

/** What was decided about whom. */
export class ReviewDecisions {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  /** Of all stages, in the order they were made. */
  ofInstance(instance: string): ReviewDecision[] {
    return this.#database
      .all<Row>("SELECT * FROM access_review_decisions WHERE instance = ? ORDER BY sequence", instance)
      .map(toDecision);
  }

  add(decision: Omit<ReviewDecision, "sequence">): void {
    const { id, instance, stage, principal, ...rest } = decision;
    this.#database.run(
      "INSERT INTO access_review_decisions (id, instance, stage, principal, json) VALUES (?, ?, ?, ?, ?)",
      id,
      instance,
      stage,
      principal,
      JSON.stringify(rest),
    );
  }

  /** `at`: tenant time of the change, in ms. */
  update(before: ReviewDecision, after: ReviewDecision, at: number): void {
    const { sequence: _sequence, id, instance: _instance, stage: _stage, principal: _principal, ...rest } = after;
    this.#database.run("UPDATE access_review_decisions SET json = ? WHERE id = ?", JSON.stringify(rest), id);
    this.#journal.change("accessReviewDecision", [before.instance, before.id], noted(before), noted(after), at);
  }
}

function toDecision({ json, ...row }: Row): ReviewDecision {
  return { ...row, ...(JSON.parse(json) as Omit<ReviewDecision, keyof Row>) };
}

function noted({ principal, resource, verdict, justification, reviewedBy, result, appliedBy }: ReviewDecision) {
  return { principal, resource, verdict, justification, reviewedBy, result, appliedBy };
}
