import { z } from "zod";

/** What a principal is. */
export type PrincipalType = "user" | "group" | "servicePrincipal";

/**
 * How people name somebody: an object id, a user principal name, an app id, a display name; or with the type said:
 * `{ user: … }`, `{ group: … }`, `{ servicePrincipal: … }`. Look-up turns it into an object id.
 */
export const principalReference = z.union([
  z.string().min(1),
  z.strictObject({ user: z.string().min(1).describe("user principal name, display name or object id") }),
  z.strictObject({ group: z.string().min(1).describe("display name or object id") }),
  z.strictObject({ servicePrincipal: z.string().min(1).describe("app id, display name or object id") }),
]);
export type PrincipalReference = z.output<typeof principalReference>;

/** What the directory says about a principal. Travels with the id, for policies and pages. */
export interface PrincipalFacts {
  readonly id: string;
  readonly type: PrincipalType;
  /** User principal name of a user, display name of everything else. */
  readonly name: string;
  readonly userType?: "member" | "guest";
  readonly enabled: boolean;
  /** Synchronised from an on-premises directory. */
  readonly synced: boolean;
  /** Groups: whether the group may hold a directory role. */
  readonly roleAssignable?: boolean;
}

/** The text and, where said, the type of a reference. */
export function readReference(reference: PrincipalReference): { readonly text: string; readonly type?: PrincipalType } {
  if (typeof reference === "string") return { text: reference };
  if ("user" in reference) return { text: reference.user, type: "user" };
  if ("group" in reference) return { text: reference.group, type: "group" };
  return { text: reference.servicePrincipal, type: "servicePrincipal" };
}
