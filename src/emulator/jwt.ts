import { type KeyObject, sign, verify } from "node:crypto";
import { isObject } from "./body";

export type Claims = Readonly<Record<string, unknown>>;

/** A token in compact form (RFC 7515), signed with RS256. */
export function signJwt(claims: Claims, key: KeyObject, kid: string): string {
  const signed = `${encode({ typ: "JWT", alg: "RS256", x5t: kid, kid })}.${encode(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}

/** The claims of a token, whoever signed it; undefined for what is none. */
export function readJwt(token: string): Claims | undefined {
  const [, payload, ...rest] = token.split(".");
  if (payload === undefined || rest.length !== 1) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** True when the owner of the key has signed the token, whatever algorithm its head claims: only RS256 is tried. */
export function isSigned(token: string, key: KeyObject): boolean {
  const [header = "", payload = "", signature = ""] = token.split(".");
  return verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
