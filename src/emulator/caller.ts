import type { State } from "./state";
import type { DirectoryObject } from "./store/directory";

/** Who asks. */
export interface Caller {
  readonly id: string;
  readonly kind: "user" | "application";
  readonly displayName: string | null;
  /** The session carries multi-factor authentication. */
  readonly mfa: boolean;
  /** Authentication contexts the session satisfies. */
  readonly contexts: readonly string[];
}

/**
 * The caller by its bearer token. Sign-in is open: an unsigned JWT counts by its `oid`, `amr`, `acrs`; any other token by the UPN
 * or object id it spells; without a token, or with one that names nobody, the deploying identity calls.
 */
export function callerOf(headers: Headers, state: State): Caller {
  const token = /^bearer\s+(.+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  const claims = claimsOf(token);
  const named = claims?.oid ?? (claims === undefined ? token : "");
  const object = state.directory.find(named) ?? state.directory.findByLogin("user", named);
  if (object?.kind === "user")
    return {
      ...whoIs(object),
      kind: "user",
      mfa: claims === undefined || listed(claims.amr).includes("mfa"),
      contexts: listed(claims?.acrs),
    };
  const application = object ?? state.directory.find(state.meta.get("deployer") ?? "");
  return {
    ...(application === undefined ? { id: named, displayName: null } : whoIs(application)),
    kind: "application",
    mfa: false,
    contexts: [],
  };
}

function whoIs(object: DirectoryObject) {
  const { displayName } = object.properties;
  return { id: object.id, displayName: typeof displayName === "string" ? displayName : null };
}

function claimsOf(token: string): { oid?: string; amr?: unknown; acrs?: unknown } | undefined {
  const [, payload, ...rest] = token.split(".");
  if (payload === undefined || rest.length !== 1) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    if (typeof claims !== "object" || claims === null) return undefined;
    const { oid, amr, acrs } = claims as Record<string, unknown>;
    return { ...(typeof oid === "string" ? { oid } : {}), amr, acrs };
  } catch {
    return undefined;
  }
}

function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
