import type { Journal } from "../journal";
import type { Database } from "./database";

/** "secret": its text; "certificate": PEM of what a client's assertions are signed with. */
export type CredentialKind = "secret" | "certificate";

/** What service principals sign in with, and the application permissions (app roles of Microsoft Graph) they were given. */
export class Credentials {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  of(principal: string, kind: CredentialKind): string[] {
    return this.#values("SELECT value FROM credentials WHERE principal = ? AND kind = ?", principal, kind);
  }

  add(principal: string, kind: CredentialKind, value: string): void {
    this.#database.run("INSERT INTO credentials (principal, kind, value) VALUES (?, ?, ?)", principal, kind, value);
    // the log of changes is for everybody's eyes: no secrets
    this.#journal.change("credential", [principal, kind], null, true);
  }

  /** Names such as "RoleManagement.Read.Directory". */
  permissionsOf(principal: string): string[] {
    return this.#values("SELECT permission AS value FROM app_roles WHERE principal = ? ORDER BY permission", principal);
  }

  permit(principal: string, permission: string): void {
    this.#database.run("INSERT INTO app_roles (principal, permission) VALUES (?, ?)", principal, permission);
    this.#journal.change("appRole", [principal, permission], null, true);
  }

  #values(sql: string, ...keys: string[]): string[] {
    return this.#database.all<{ value: string }>(sql, ...keys).map(({ value }) => value);
  }
}
