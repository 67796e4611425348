import type { Journal } from "../journal";
import type { Database } from "./database";

/** One of the seventeen rules as Graph shows it. */
export interface Rule {
  readonly "@odata.type": string;
  readonly id: string;
  readonly target: Readonly<Record<string, unknown>>;
  readonly [property: string]: unknown;
}

/** The settings of one role. */
export interface Policy {
  readonly sequence: number;
  readonly guid: string;
  readonly scopeType: "DirectoryRole";
  readonly scopeId: string;
  readonly role: string;
  readonly rules: readonly Rule[];
  readonly modified: number | null;
  readonly modifiedBy: string | null;
}

interface Row {
  sequence: number;
  guid: string;
  scope_type: "DirectoryRole";
  scope_id: string;
  role: string;
  rules: string;
  modified: number | null;
  modified_by: string | null;
}

const parsedKept = 1000;

export class Policies {
  readonly #database: Database;
  readonly #journal: Journal;
  /** Most roles share one text of rules; parsing it once makes listing all of them cheap. */
  readonly #parsed = new Map<string, readonly Rule[]>();

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  findByGuid(guid: string): Policy | undefined {
    const row = this.#database.one<Row>("SELECT * FROM policies WHERE guid = ?", guid.toLowerCase());
    return row && this.#toPolicy(row);
  }

  findByRole(role: string): Policy | undefined {
    const sql = "SELECT * FROM policies WHERE scope_type = 'DirectoryRole' AND scope_id = '/' AND role = ?";
    const row = this.#database.one<Row>(sql, role.toLowerCase());
    return row && this.#toPolicy(row);
  }

  list(after: number): Policy[] {
    return this.#database
      .all<Row>("SELECT * FROM policies WHERE sequence > ? ORDER BY sequence", after)
      .map((row) => this.#toPolicy(row));
  }

  add(guid: string, role: string, rules: readonly Rule[]): void {
    this.#database.run(
      "INSERT INTO policies (guid, scope_type, scope_id, role, rules) VALUES (?, 'DirectoryRole', '/', ?, ?)",
      guid,
      role,
      JSON.stringify(rules),
    );
  }

  update(policy: Policy, rules: readonly Rule[], modified: number, modifiedBy: string): void {
    this.#database.run(
      "UPDATE policies SET rules = ?, modified = ?, modified_by = ? WHERE guid = ?",
      JSON.stringify(rules),
      modified,
      modifiedBy,
      policy.guid,
    );
    const changed = rules.filter((rule, index) => JSON.stringify(rule) !== JSON.stringify(policy.rules[index]));
    const ids = new Set(changed.map((rule) => rule.id));
    if (ids.size === 0) return;
    const before = policy.rules.filter((rule) => ids.has(rule.id));
    this.#journal.change("policy", [policy.role], before, changed);
  }

  remove(policy: Policy): void {
    this.#database.run("DELETE FROM policies WHERE guid = ?", policy.guid);
  }

  #toPolicy(row: Row): Policy {
    return {
      sequence: row.sequence,
      guid: row.guid,
      scopeType: row.scope_type,
      scopeId: row.scope_id,
      role: row.role,
      rules: this.#rules(row.rules),
      modified: row.modified,
      modifiedBy: row.modified_by,
    };
  }

  #rules(text: string): readonly Rule[] {
    const known = this.#parsed.get(text);
    if (known !== undefined) return known;
    if (this.#parsed.size >= parsedKept) this.#parsed.clear();
    const rules = JSON.parse(text) as Rule[];
    this.#parsed.set(text, rules);
    return rules;
  }
}
