import type { Journal } from "../journal";
import type { Database } from "./database";

export type DirectoryKind =
  | "user"
  | "group"
  | "servicePrincipal"
  | "application"
  | "administrativeUnit"
  | "organization";

export type Properties = Readonly<Record<string, unknown>>;

/** A user, group, service principal … with the properties Graph shows. */
export interface DirectoryObject {
  readonly sequence: number;
  readonly id: string;
  readonly kind: DirectoryKind;
  /** Tenant time in ms; younger than the lag means not replicated yet. */
  readonly created: number;
  readonly properties: Properties;
}

export type Relation = "members" | "owners";

interface Row {
  sequence: number;
  id: string;
  kind: DirectoryKind;
  created: number;
  json: string;
}

/** The directory: objects and who is member or owner of what. */
export class Directory {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  find(id: string): DirectoryObject | undefined {
    const row = this.#database.one<Row>("SELECT * FROM directory_objects WHERE id = ?", id.toLowerCase());
    return row && toObject(row);
  }

  /** By UPN for users, by app id for service principals and applications. */
  findByLogin(kind: DirectoryKind, login: string): DirectoryObject | undefined {
    const row = this.#database.one<Row>("SELECT * FROM directory_objects WHERE kind = ? AND login = ?", kind, login);
    return row && toObject(row);
  }

  *list(kind: DirectoryKind, after = 0): Generator<DirectoryObject> {
    const sql = "SELECT * FROM directory_objects WHERE kind = ? AND sequence > ? ORDER BY sequence LIMIT ?";
    for (const row of this.#database.each<Row>(sql, after, kind)) yield toObject(row);
  }

  /** Those of a kind whose display name is one of `names`; a narrowing of `list` by index. */
  listByName(kind: DirectoryKind, names: readonly string[]): DirectoryObject[] {
    return this.#listBy("display_name", kind, names);
  }

  listByLogin(kind: DirectoryKind, logins: readonly string[]): DirectoryObject[] {
    return this.#listBy("login", kind, logins);
  }

  add(kind: DirectoryKind, id: string, created: number, properties: Properties): DirectoryObject {
    const sequence = this.#database.run(
      "INSERT INTO directory_objects (id, kind, created, display_name, login, json) VALUES (?, ?, ?, ?, ?, ?)",
      id.toLowerCase(),
      kind,
      created,
      text(properties.displayName),
      text(properties.userPrincipalName ?? properties.appId),
      JSON.stringify(properties),
    );
    this.#journal.change(kind, [id], null, properties);
    return { sequence, id, kind, created, properties };
  }

  update(object: DirectoryObject, properties: Properties, at?: number): void {
    this.#database.run(
      "UPDATE directory_objects SET display_name = ?, login = ?, json = ? WHERE id = ?",
      text(properties.displayName),
      text(properties.userPrincipalName ?? properties.appId),
      JSON.stringify(properties),
      object.id,
    );
    this.#journal.change(object.kind, [object.id], object.properties, properties, at);
  }

  remove(object: DirectoryObject): void {
    this.#database.run("DELETE FROM links WHERE source = ? OR target = ?", object.id, object.id);
    this.#database.run("DELETE FROM directory_objects WHERE id = ?", object.id);
    this.#journal.change(object.kind, [object.id], object.properties, null);
  }

  linked(source: string, relation: Relation): DirectoryObject[] {
    return this.#database
      .all<Row>(
        `SELECT links.sequence, o.id, o.kind, o.created, o.json FROM links JOIN directory_objects o ON o.id = links.target
         WHERE links.source = ? AND links.relation = ? ORDER BY links.sequence`,
        source.toLowerCase(),
        relation,
      )
      .map(toObject);
  }

  /** What has `target` as its member or owner. */
  holdersOf(target: string, relation: Relation): DirectoryObject[] {
    return this.#database
      .all<Row>(
        `SELECT links.sequence, o.id, o.kind, o.created, o.json FROM links JOIN directory_objects o ON o.id = links.source
         WHERE links.target = ? AND links.relation = ? ORDER BY links.sequence`,
        target.toLowerCase(),
        relation,
      )
      .map(toObject);
  }

  isLinked(source: string, relation: Relation, target: string): boolean {
    const sql = "SELECT 1 FROM links WHERE source = ? AND relation = ? AND target = ?";
    return this.#database.one(sql, source.toLowerCase(), relation, target.toLowerCase()) !== undefined;
  }

  link(source: string, relation: Relation, target: string): void {
    this.#database.run("INSERT INTO links (source, relation, target) VALUES (?, ?, ?)", source, relation, target);
    this.#journal.change("link", [source, relation, target], null, true);
  }

  unlink(source: string, relation: Relation, target: string, at?: number): void {
    this.#database.run("DELETE FROM links WHERE source = ? AND relation = ? AND target = ?", source, relation, target);
    this.#journal.change("link", [source, relation, target], true, null, at);
  }

  #listBy(column: "display_name" | "login", kind: DirectoryKind, values: readonly string[]): DirectoryObject[] {
    const marks = values.map(() => "?").join(", ");
    return this.#database
      .all<Row>(
        `SELECT * FROM directory_objects WHERE kind = ? AND ${column} IN (${marks}) ORDER BY sequence`,
        kind,
        ...values,
      )
      .map(toObject);
  }
}

function toObject({ json, ...row }: Row): DirectoryObject {
  return { ...row, properties: JSON.parse(json) as Properties };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
