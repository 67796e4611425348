import type { Journal } from "../journal";
import type { Database } from "./database";
import type { Properties } from "./properties";

/** A role; `properties` as Graph shows them, `id` and `templateId` included. */
export interface RoleDefinition {
  readonly sequence: number;
  readonly id: string;
  readonly displayName: string;
  readonly builtIn: boolean;
  readonly properties: Properties;
}

interface Row {
  sequence: number;
  id: string;
  display_name: string;
  built_in: number;
  json: string;
}

export class RoleDefinitions {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  find(id: string): RoleDefinition | undefined {
    const row = this.#database.one<Row>("SELECT * FROM role_definitions WHERE id = ?", id.toLowerCase());
    return row && toRole(row);
  }

  findByName(name: string): RoleDefinition | undefined {
    const row = this.#database.one<Row>("SELECT * FROM role_definitions WHERE display_name = ?", name);
    return row && toRole(row);
  }

  list(after: number): RoleDefinition[] {
    return this.#database
      .all<Row>("SELECT * FROM role_definitions WHERE sequence > ? ORDER BY sequence", after)
      .map(toRole);
  }

  add(role: Omit<RoleDefinition, "sequence">): void {
    this.#database.run(
      "INSERT INTO role_definitions (id, display_name, built_in, json) VALUES (?, ?, ?, ?)",
      role.id,
      role.displayName,
      role.builtIn ? 1 : 0,
      JSON.stringify(role.properties),
    );
    if (!role.builtIn) this.#journal.change("roleDefinition", [role.id], null, role.properties);
  }

  update(role: RoleDefinition, displayName: string, properties: Properties): void {
    this.#database.run(
      "UPDATE role_definitions SET display_name = ?, json = ? WHERE id = ?",
      displayName,
      JSON.stringify(properties),
      role.id,
    );
    this.#journal.change("roleDefinition", [role.id], role.properties, properties);
  }

  remove(role: RoleDefinition): void {
    this.#database.run("DELETE FROM role_definitions WHERE id = ?", role.id);
    this.#journal.change("roleDefinition", [role.id], role.properties, null);
  }
}

function toRole(row: Row): RoleDefinition {
  return {
    sequence: row.sequence,
    id: row.id,
    displayName: row.display_name,
    builtIn: row.built_in === 1,
    properties: JSON.parse(row.json) as Properties,
  };
}
