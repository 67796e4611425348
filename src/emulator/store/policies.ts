import type { Journal } from "../journal";
import type { Database } from "./database";
import { familyIn } from "./plane-name";

/** One of the seventeen rules as Graph shows it. */
export interface Rule {
  readonly "@odata.type": string;
  readonly id: string;
  readonly target: Readonly<Record<string, unknown>>;
  readonly [property: string]: unknown;
}

/** Whose settings: of a role in the directory ("/"), of a group's members or owners, of an Azure role at one scope. */
export interface PolicyTarget {
  readonly scopeType: "DirectoryRole" | "Group" | "AzureRole";
  readonly scopeId: string;
  readonly role: string;
}

/** The settings of one role. */
export interface Policy extends PolicyTarget {
  readonly sequence: number;
  readonly guid: string;
  readonly rules: readonly Rule[];
  readonly modified: number | null;
  readonly modifiedBy: string | null;
}

interface Row {
  sequence: number;
  guid: string;
  scope_type: PolicyTarget["scopeType"];
  scope_id: string;
  role: string;
  rules: string;
  modified: number | null;
  modified_by: string | null;
}

const parsedKept = 1000;
/** How the journal calls them. */
const families = {
  DirectoryRole: "policy",
  Group: familyIn("group", "policy"),
  AzureRole: familyIn("azure", "policy"),
} as const;

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

  findByTarget({ scopeType, scopeId, role }: PolicyTarget): Policy | undefined {
    const sql = "SELECT * FROM policies WHERE scope_type = ? AND scope_id = ? AND role = ?";
    const row = this.#database.one<Row>(sql, scopeType, scopeId, role.toLowerCase());
    return row && this.#toPolicy(row);
  }

  /** Of a role of the directory. */
  findByRole(role: string): Policy | undefined {
    return this.findByTarget({ scopeType: "DirectoryRole", scopeId: "/", role });
  }

  /** Those of one type, or of one scope of it. */
  list(scopeType: PolicyTarget["scopeType"], after: number, scopeId?: string): Policy[] {
    const where = scopeId === undefined ? "" : " AND scope_id = ?";
    const sql = `SELECT * FROM policies WHERE scope_type = ? AND sequence > ?${where} ORDER BY sequence`;
    return this.#database
      .all<Row>(sql, scopeType, after, ...(scopeId === undefined ? [] : [scopeId]))
      .map((row) => this.#toPolicy(row));
  }

  add(guid: string, { scopeType, scopeId, role }: PolicyTarget, rules: readonly Rule[]): Policy {
    const sequence = this.#database.run(
      "INSERT INTO policies (guid, scope_type, scope_id, role, rules) VALUES (?, ?, ?, ?, ?)",
      guid,
      scopeType,
      scopeId,
      role,
      JSON.stringify(rules),
    );
    return { sequence, guid, scopeType, scopeId, role, rules, modified: null, modifiedBy: null };
  }

  /** New rules, and, where the service gives settings a new id with each change, that id. */
  update(policy: Policy, rules: readonly Rule[], modified: number, modifiedBy: string, guid = policy.guid): void {
    this.#database.run(
      "UPDATE policies SET guid = ?, rules = ?, modified = ?, modified_by = ? WHERE guid = ?",
      guid,
      JSON.stringify(rules),
      modified,
      modifiedBy,
      policy.guid,
    );
    const known = new Set(policy.rules.map((rule) => JSON.stringify(rule)));
    const changed = rules.filter((rule) => !known.has(JSON.stringify(rule)));
    const ids = new Set(changed.map((rule) => rule.id));
    if (ids.size === 0) return;
    const before = policy.rules.filter((rule) => ids.has(rule.id));
    const key = policy.scopeType === "DirectoryRole" ? [policy.role] : [policy.role, policy.scopeId];
    this.#journal.change(families[policy.scopeType], key, before, changed);
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
