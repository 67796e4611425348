import type { Clock } from "../clock";
import { guidOf } from "../ids";
import type { Journal } from "../journal";
import { outsidePim } from "../laws/outside-pim";
import type { Database } from "./database";
import type { Properties } from "./properties";
import type { Schedules } from "./schedules";

export type DirectoryKind =
  | "user"
  | "group"
  | "servicePrincipal"
  | "application"
  | "administrativeUnit"
  | "organization";

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

/** What PIM calls the two ways to belong to a group. */
const accessOf = { members: "member", owners: "owner" } as const;

/** What has ended is cleared away before anybody asks. */
const heldNow = "plane = 'group' AND family = 'assignment' AND start <= ? AND visible <= ?";

interface Row {
  sequence: number;
  id: string;
  kind: DirectoryKind;
  created: number;
  json: string;
}

/**
 * The directory: objects and who is member or owner of what. To belong to a group is to hold it in the sense of PIM, and kept
 * among the schedules; all other links are plain.
 */
export class Directory {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #schedules: Schedules;

  constructor(database: Database, clock: Clock, journal: Journal, schedules: Schedules) {
    this.#database = database;
    this.#clock = clock;
    this.#journal = journal;
    this.#schedules = schedules;
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

  /** A sign-in is no change of the directory: it has its own place in the journal, and none in the audit log. */
  noteSignIn(user: DirectoryObject, signInActivity: unknown): void {
    const json = JSON.stringify({ ...user.properties, signInActivity });
    this.#database.run("UPDATE directory_objects SET json = ? WHERE id = ?", json, user.id);
    this.#journal.change("signIn", [user.id], user.properties.signInActivity ?? null, signInActivity);
  }

  remove(object: DirectoryObject): void {
    this.#database.run("DELETE FROM links WHERE source = ? OR target = ?", object.id, object.id);
    this.#database.run("DELETE FROM directory_objects WHERE id = ?", object.id);
    this.#journal.change(object.kind, [object.id], object.properties, null);
  }

  /** Members or owners at a moment: now, unless told. What has ended is known until it is cleared away. */
  linked(source: string, relation: Relation, at?: number): DirectoryObject[] {
    return this.#across("source", source, relation, at);
  }

  /** What has `target` as its member or owner at a moment. */
  holdersOf(target: string, relation: Relation, at?: number): DirectoryObject[] {
    return this.#across("target", target, relation, at);
  }

  isLinked(source: string, relation: Relation, target: string, at?: number): boolean {
    return this.holdersOf(target, relation, at).some(({ id }) => id === source.toLowerCase());
  }

  /** Past PIM and for good. `since` is when it began: now, unless told. */
  link(source: string, relation: Relation, target: string, since: number = this.#clock.ms()): void {
    if (this.find(source)?.kind !== "group") {
      this.#database.run("INSERT INTO links (source, relation, target) VALUES (?, ?, ?)", source, relation, target);
      this.#journal.change("link", [source, relation, target], null, true);
      return;
    }
    const role = accessOf[relation];
    this.#schedules.add({
      ...outsidePim,
      id: `${source}_${role}_${guidOf(source, role, target)}`,
      principal: target,
      role,
      scope: source,
      created: since,
      start: since,
      visible: since,
    });
  }

  /** Takes a member or owner away, however they came to be one. */
  unlink(source: string, relation: Relation, target: string, at?: number): void {
    if (this.find(source)?.kind !== "group") {
      this.#database.run(
        "DELETE FROM links WHERE source = ? AND relation = ? AND target = ?",
        source,
        relation,
        target,
      );
      this.#journal.change("link", [source, relation, target], true, null, at);
      return;
    }
    const tuple = { principal: target, role: accessOf[relation], scope: source };
    for (const kind of ["Assigned", "Activated"] as const) {
      const held = this.#schedules.findByTuple("assignment", kind, tuple);
      if (held !== undefined) this.#schedules.remove(held, at);
    }
  }

  #across(from: "source" | "target", id: string, relation: Relation, at: number = this.#clock.ms()): DirectoryObject[] {
    const [to, here, there] =
      from === "source" ? (["target", "scope", "principal"] as const) : (["source", "principal", "scope"] as const);
    const key = id.toLowerCase();
    return this.#database
      .all<Row>(
        `SELECT min(l.sequence) AS sequence, o.id, o.kind, o.created, o.json FROM
         (SELECT sequence, ${to} AS id FROM links WHERE ${from} = ? AND relation = ?
          UNION ALL SELECT sequence, ${there} FROM schedules WHERE ${here} = ? AND role = ? AND ${heldNow}) l
         JOIN directory_objects o ON o.id = l.id GROUP BY o.id ORDER BY 1`,
        key,
        relation,
        key,
        accessOf[relation],
        at,
        at,
      )
      .map(toObject);
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
