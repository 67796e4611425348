/** What an Azure role may hold at: https://learn.microsoft.com/azure/role-based-access-control/scope-overview */
export type ScopeKind = "tenant" | "managementGroup" | "subscription" | "resourceGroup" | "resource";

/** A scope by its text alone; whether it is there, and what holds its subscription, the tenant knows (`laws/arm/place.ts`). */
export interface Scope {
  readonly kind: ScopeKind;
  /** "/" for the tenant, else a path without a slash at its end, its fixed segments in Microsoft's spelling. */
  readonly id: string;
  /** Last segment; "" for the tenant. */
  readonly name: string;
  /** "Microsoft.Compute/virtualMachines" of a resource, and so on for the other kinds. */
  readonly type: string;
  /** Id of the subscription in the path. */
  readonly subscription: string | undefined;
  readonly resourceGroup: string | undefined;
}

export const tenantScope: Scope = {
  kind: "tenant",
  id: "/",
  name: "",
  type: "Microsoft.Resources/tenants",
  subscription: undefined,
  resourceGroup: undefined,
};

/** Reads a scope from a path; undefined for what is none. Slashes may be doubled, left out at the start, added at the end. */
export function parseScope(path: string): Scope | undefined {
  return scopeOf(segmentsOf(path));
}

export function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** The same for a path that is already in segments. */
export function scopeOf(given: readonly string[]): Scope | undefined {
  const segments = withoutLegacyPrefix(given);
  const [first = "", second = "", third = "", fourth = ""] = segments;
  if (segments.length === 0) return tenantScope;
  if (is(first, "subscriptions") && second !== "") return inSubscription(second, segments.slice(2));
  if (!is(first, "providers") || second === "") return undefined;
  if (is(second, "Microsoft.Management") && is(third, "managementGroups"))
    return fourth !== "" && segments.length === 4 ? managementGroup(fourth) : undefined;
  return resource("", undefined, undefined, segments.slice(1));
}

export function managementGroup(name: string): Scope {
  return {
    ...tenantScope,
    kind: "managementGroup",
    id: `/providers/Microsoft.Management/managementGroups/${name}`,
    name,
    type: "Microsoft.Management/managementGroups",
  };
}

function inSubscription(subscription: string, rest: readonly string[]): Scope | undefined {
  const id = `/subscriptions/${subscription}`;
  const [first = "", second = "", third = "", ...more] = rest;
  if (rest.length === 0)
    return {
      ...tenantScope,
      kind: "subscription",
      id,
      name: subscription,
      type: "Microsoft.Resources/subscriptions",
      subscription,
    };
  if (is(first, "providers")) return resource(id, subscription, undefined, rest.slice(1));
  if (!is(first, "resourceGroups") || second === "") return undefined;
  const groupId = `${id}/resourceGroups/${second}`;
  if (rest.length === 2)
    return {
      kind: "resourceGroup",
      id: groupId,
      name: second,
      type: "Microsoft.Resources/resourceGroups",
      subscription,
      resourceGroup: second,
    };
  return is(third, "providers") ? resource(groupId, subscription, second, more) : undefined;
}

/**
 * `rest` is namespace, type, name and any number of further types and names; below the tenant the namespace alone is a scope too,
 * in small letters, since nobody has made it under a spelling.
 */
function resource(
  base: string,
  subscription: string | undefined,
  resourceGroup: string | undefined,
  rest: readonly string[],
): Scope | undefined {
  const whole = rest.length >= 3 || (base === "" && rest.length === 1);
  if (!whole || rest.some((segment) => is(segment, "providers"))) return undefined;
  const [namespace = "", ...pairs] = rest;
  const types = pairs.filter((_, index) => index % 2 === 0);
  const path = rest.join("/");
  return {
    kind: "resource",
    id: `${base}/providers/${pairs.length === 0 ? path.toLowerCase() : path}`,
    name: rest.at(-1) ?? "",
    type: [namespace, ...types].join("/"),
    subscription,
    resourceGroup,
  };
}

/** Older answers of PIM spell a subscription `/providers/Microsoft.Subscription/subscriptions/{id}`. */
function withoutLegacyPrefix(segments: readonly string[]): readonly string[] {
  const [first = "", second = "", third = ""] = segments;
  const legacy = is(first, "providers") && is(second, "Microsoft.Subscription") && is(third, "subscriptions");
  return legacy ? segments.slice(2) : segments;
}

function is(segment: string, word: string): boolean {
  return segment.toLowerCase() === word.toLowerCase();
}

/** Scopes, like all ids of Azure Resource Manager, are the same whatever their case. */
export function sameId(left: string, right: string): boolean {
  return is(left, right);
}
