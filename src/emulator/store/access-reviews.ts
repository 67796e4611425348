import type { Journal } from "../journal";
import type { AccessReview, ReviewPlane } from "./access-review-types";
import type { Database } from "./database";

interface Row extends Omit<AccessReview, "createdBy" | "shown" | "plan"> {
  readonly created_by: string;
  readonly shown: string;
  readonly plan: string;
}

/** Definitions of access reviews, of both planes. */
export class AccessReviews {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  find(id: string): AccessReview | undefined {
    const row = this.#database.one<Row>("SELECT * FROM access_reviews WHERE id = ?", id.toLowerCase());
    return row && toReview(row);
  }

  *list(plane: ReviewPlane, after = 0): Generator<AccessReview> {
    const sql = "SELECT * FROM access_reviews WHERE plane = ? AND sequence > ? ORDER BY sequence LIMIT ?";
    for (const row of this.#database.each<Row>(sql, after, plane)) yield toReview(row);
  }

  /** The review whose next instance starts first, not after `now`. */
  nextDue(now: number): AccessReview | undefined {
    const sql = "SELECT * FROM access_reviews WHERE due <= ? ORDER BY due, sequence LIMIT 1";
    const row = this.#database.one<Row>(sql, now);
    return row && toReview(row);
  }

  add(review: Omit<AccessReview, "sequence">): AccessReview {
    const sequence = this.#database.run(
      `INSERT INTO access_reviews (id, plane, scope, created, modified, created_by, begun, due, shown, plan)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      review.id,
      review.plane,
      review.scope,
      review.created,
      review.modified,
      review.createdBy,
      review.begun,
      review.due,
      JSON.stringify(review.shown),
      JSON.stringify(review.plan),
    );
    this.#journal.change("accessReview", [review.id], null, review.shown);
    return { ...review, sequence };
  }

  /** Changes what the review says. */
  update(before: AccessReview, after: AccessReview): void {
    this.#database.run(
      "UPDATE access_reviews SET modified = ?, due = ?, shown = ?, plan = ? WHERE id = ?",
      after.modified,
      after.due,
      JSON.stringify(after.shown),
      JSON.stringify(after.plan),
      before.id,
    );
    this.#journal.change("accessReview", [before.id], before.shown, after.shown);
  }

  /** Notes how far it has come; no change of what it says. */
  advance(review: AccessReview, begun: number, due: number | null): void {
    this.#database.run("UPDATE access_reviews SET begun = ?, due = ? WHERE id = ?", begun, due, review.id);
  }

  /** Instances and decisions go with it. */
  remove(review: AccessReview): void {
    this.#database.run(
      "DELETE FROM access_review_decisions WHERE instance IN (SELECT id FROM access_review_instances WHERE review = ?)",
      review.id,
    );
    this.#database.run("DELETE FROM access_review_instances WHERE review = ?", review.id);
    this.#database.run("DELETE FROM access_reviews WHERE id = ?", review.id);
    this.#journal.change("accessReview", [review.id], review.shown, null);
  }
}

function toReview({ created_by, shown, plan, ...row }: Row): AccessReview {
  return {
    ...row,
    createdBy: created_by,
    shown: JSON.parse(shown) as AccessReview["shown"],
    plan: JSON.parse(plan) as AccessReview["plan"],
  };
}
