import type { Journal } from "../journal";
import { formatTime } from "../time";
import type { ReviewInstance } from "./access-review-types";
import type { Database } from "./database";

interface Row extends Omit<ReviewInstance, "subject" | "stages" | "contacted"> {
  readonly json: string;
}

/** The occurrences of access reviews. */
export class ReviewInstances {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  find(id: string): ReviewInstance | undefined {
    const row = this.#database.one<Row>("SELECT * FROM access_review_instances WHERE id = ?", id.toLowerCase());
    return row && toInstance(row);
  }

  ofReview(review: string): ReviewInstance[] {
    return this.#database
      .all<Row>("SELECT * FROM access_review_instances WHERE review = ? ORDER BY sequence", review)
      .map(toInstance);
  }

  /** The instance whose stage ends first, not after `now`. */
  nextDue(now: number): ReviewInstance | undefined {
    const sql = "SELECT * FROM access_review_instances WHERE due <= ? ORDER BY due, sequence LIMIT 1";
    const row = this.#database.one<Row>(sql, now);
    return row && toInstance(row);
  }

  add(instance: Omit<ReviewInstance, "sequence">): void {
    this.#database.run(
      `INSERT INTO access_review_instances (id, review, start, finish, status, stage, due, json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      instance.id,
      instance.review,
      ...changing(instance),
    );
    this.#journal.change("accessReviewInstance", [instance.review, instance.id], null, noted(instance), instance.start);
  }

  /** `at`: tenant time of the change, in ms. */
  update(before: ReviewInstance, after: ReviewInstance, at: number): void {
    this.#database.run(
      `UPDATE access_review_instances SET start = ?, finish = ?, status = ?, stage = ?, due = ?, json = ? WHERE id = ?`,
      ...changing(after),
      before.id,
    );
    this.#journal.change("accessReviewInstance", [before.review, before.id], noted(before), noted(after), at);
  }
}

function changing(instance: Omit<ReviewInstance, "sequence">) {
  const { subject, stages, contacted } = instance;
  return [
    instance.start,
    instance.finish,
    instance.status,
    instance.stage,
    instance.due,
    JSON.stringify({ subject, stages, contacted }),
  ] as const;
}

function toInstance({ json, ...row }: Row): ReviewInstance {
  return { ...row, ...(JSON.parse(json) as Pick<ReviewInstance, "subject" | "stages" | "contacted">) };
}

function noted({ status, start, finish, stage }: Omit<ReviewInstance, "sequence">) {
  return { status, start: formatTime(start), end: formatTime(finish), stage };
}
