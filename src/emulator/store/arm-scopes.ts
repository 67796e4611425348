import type { Journal } from "../journal";
import type { ScopeKind } from "../laws/arm/scope";
import type { Database } from "./database";
import type { Properties } from "./properties";

/** A management group, subscription, resource group or resource. */
export interface ArmScope {
  readonly sequence: number;
  /** Path as it was made; compared without case. */
  readonly id: string;
  /** Id of what holds it; "/" for the tenant. */
  readonly parent: string;
  readonly kind: ScopeKind;
  readonly displayName: string;
  /** What the service shows of it beside names and ids: location, tags, state … */
  readonly properties: Properties;
}

interface Row extends Omit<ArmScope, "displayName" | "properties"> {
  readonly display_name: string;
  readonly json: string;
}

/** The hierarchy of Azure: who holds whom. */
export class ArmScopes {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  find(id: string): ArmScope | undefined {
    const row = this.#database.one<Row>("SELECT * FROM arm_scopes WHERE id = ?", id);
    return row && toScope(row);
  }

  list(kind: ScopeKind): ArmScope[] {
    return this.#database.all<Row>("SELECT * FROM arm_scopes WHERE kind = ? ORDER BY sequence", kind).map(toScope);
  }

  /** What it holds directly. */
  children(id: string): ArmScope[] {
    return this.#database.all<Row>("SELECT * FROM arm_scopes WHERE parent = ? ORDER BY sequence", id).map(toScope);
  }

  /** Everything it holds, at any depth. */
  descendants(id: string): ArmScope[] {
    return this.children(id).flatMap((child) => [child, ...this.descendants(child.id)]);
  }

  /** Makes it, or changes the one of that id; its id stays as it was made. */
  put(scope: Omit<ArmScope, "sequence">): ArmScope {
    const before = this.find(scope.id);
    const after = { ...scope, id: before?.id ?? scope.id };
    const sequence = this.#database.run(
      `INSERT INTO arm_scopes (id, parent, kind, display_name, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
       SET parent = excluded.parent, display_name = excluded.display_name, json = excluded.json`,
      after.id,
      after.parent,
      after.kind,
      after.displayName,
      JSON.stringify(after.properties),
    );
    this.#journal.change("scope", [after.id], before === undefined ? null : shown(before), shown(after));
    return { ...after, sequence: before?.sequence ?? sequence };
  }

  remove(scope: ArmScope): void {
    this.#database.run("DELETE FROM arm_scopes WHERE id = ?", scope.id);
    this.#journal.change("scope", [scope.id], shown(scope), null);
  }
}

function shown({ parent, displayName, properties }: Omit<ArmScope, "sequence">) {
  return { parent, displayName, properties };
}

function toScope({ display_name, json, ...row }: Row): ArmScope {
  return { ...row, displayName: display_name, properties: JSON.parse(json) as Properties };
}
