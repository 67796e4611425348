import { constants, type KeyObject, sign, verify } from "node:crypto";
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
  return parsed(payload);
}

/** How a head names its algorithm, and what that means: https://www.rfc-editor.org/rfc/rfc7518#section-3.1 */
const paddings: ReadonlyMap<unknown, object> = new Map([
  ["RS256", { padding: constants.RSA_PKCS1_PADDING }],
  ["PS256", { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }],
]);

/** True when the owner of the RSA key has signed the token, with RS256 or PS256. */
export function isSigned(token: string, key: KeyObject): boolean {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const padding = paddings.get(parsed(header)?.alg);
  if (padding === undefined) return false;
  return verify(
    "RSA-SHA256",
    Buffer.from(`${header}.${payload}`),
    { key, ...padding },
    Buffer.from(signature, "base64url"),
  );
}

function parsed(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
