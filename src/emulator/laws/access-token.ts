import type { KeyObject } from "node:crypto";
import { type Claims, isSigned, readJwt, signJwt } from "../jwt";
import { type Places, type Resource, resourcesOf } from "../places";
import type { State } from "../state";

/** Seconds that an access token counts. */
export const tokenLifetime = 3599;
/** How far apart two clocks may be, in seconds. */
const skew = 300;

/** Who a token is for, and what it says beside what every token says. */
export interface Subject {
  readonly oid: string;
  readonly appid: string;
  /** What the client asked for, to the letter. */
  readonly audience: string;
  /** `roles` of an application, or `scp`, `amr`, `acrs` and the like of a user. */
  readonly more: Claims;
}

/** A signed access token in the form of Microsoft's v1.0 tokens: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export function accessToken(state: State, { oid, appid, audience, more }: Subject, now: number): string {
  const at = Math.floor(now / 1000);
  const claims = {
    aud: audience,
    iss: issuerOf(state),
    iat: at,
    nbf: at,
    exp: at + tokenLifetime,
    appid,
    oid,
    sub: oid,
    tid: state.tenantId,
    ver: "1.0",
    ...more,
  };
  return signJwt(claims, state.signingKey.private, state.signingKey.id);
}

/** Why a token does not count. */
export type TokenFault = "missing" | "malformed" | "signature" | "audience" | "expired";

/** The claims of a token that this tenant has signed for the service and that counts now, or what is wrong with it. */
export function checkedClaims(
  state: State,
  token: string,
  resource: Resource,
  places: Places,
  now: number,
): Claims | TokenFault {
  if (token === "") return "missing";
  const claims = readJwt(token);
  if (claims === undefined) return "malformed";
  const key = state.signingKey.public;
  if (key === undefined || !isOurs(state, token, claims, key)) return "signature";
  if (typeof claims.aud !== "string" || !resourcesOf(claims.aud, places).includes(resource)) return "audience";
  const at = now / 1000;
  return at < Number(claims.exp) && at >= Number(claims.nbf) - skew ? claims : "expired";
}

function isOurs(state: State, token: string, claims: Claims, key: KeyObject): boolean {
  return claims.iss === issuerOf(state) && claims.tid === state.tenantId && isSigned(token, key);
}

function issuerOf({ tenantId }: State): string {
  return `https://sts.windows.net/${tenantId}/`;
}
