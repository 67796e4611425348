import type { Database } from "./database";

/** A sign-in on another device, from the code that is shown until the client has its tokens. */
export interface DeviceCode {
  /** What the client polls with. */
  readonly code: string;
  /** What the person types. */
  readonly userCode: string;
  readonly client: string;
  readonly scope: string;
  /** Tenant time in ms. */
  readonly expires: number;
  /** Object id of who approved; null until then. */
  readonly user: string | null;
  readonly mfa: boolean;
}

interface Row extends Omit<DeviceCode, "userCode" | "user" | "mfa"> {
  readonly user_code: string;
  readonly approved_by: string | null;
  readonly mfa: number;
}

export class DeviceCodes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds one; what has ended by `now` goes. */
  add({ code, userCode, client, scope, expires }: Omit<DeviceCode, "user" | "mfa">, now: number): void {
    this.#database.run("DELETE FROM device_codes WHERE expires <= ?", now);
    this.#database.run(
      "INSERT INTO device_codes (code, user_code, client, scope, expires, mfa) VALUES (?, ?, ?, ?, ?, 0)",
      code,
      userCode,
      client,
      scope,
      expires,
    );
  }

  find(code: string): DeviceCode | undefined {
    return this.#one("code", code);
  }

  findByUserCode(userCode: string): DeviceCode | undefined {
    return this.#one("user_code", userCode.toUpperCase());
  }

  approve(code: string, user: string, mfa: boolean): void {
    this.#database.run("UPDATE device_codes SET approved_by = ?, mfa = ? WHERE code = ?", user, mfa ? 1 : 0, code);
  }

  /** A code gives tokens once. */
  remove(code: string): void {
    this.#database.run("DELETE FROM device_codes WHERE code = ?", code);
  }

  #one(column: "code" | "user_code", value: string): DeviceCode | undefined {
    const row = this.#database.one<Row>(`SELECT * FROM device_codes WHERE ${column} = ?`, value);
    if (row === undefined) return undefined;
    const { user_code: userCode, approved_by: user, mfa, ...rest } = row;
    return { ...rest, userCode, user, mfa: mfa === 1 };
  }
}
