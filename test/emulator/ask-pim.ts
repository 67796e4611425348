import { randomUUID } from "node:crypto";
import { type Answer, type Asker, asker, at, idOf, listed, signedIn } from "./ask";
import { armRoles, armWords, subscriptionNamed } from "./ask-arm";

const provider = "providers/Microsoft.Authorization";

/** What is asked of PIM besides method and path. */
export interface PimOptions {
  readonly body?: unknown;
  readonly version?: string;
  readonly filter?: string | undefined;
  /** Object id of the caller, signed in with MFA; the deploying identity when absent. */
  readonly as?: string;
  readonly claims?: { readonly amr?: string[]; readonly acrs?: string[] };
  /** Of a request; a new one when absent. */
  readonly name?: string;
}

/** Short words for asking PIM for Azure resources. */
export interface PimAsker extends Asker {
  pim(method: string, scope: string, path: string, options?: PimOptions): Promise<Answer>;
  /** PUTs a request for eligibility or for an active assignment. */
  request(
    family: "Assignment" | "Eligibility",
    scope: string,
    properties: Record<string, unknown>,
    options?: PimOptions,
  ): Promise<Answer>;
  /** `properties` of the rows of a list. */
  rows(scope: string, type: string, filter?: string, options?: PimOptions): Promise<readonly unknown[]>;
  /** The settings of a role at a scope. */
  policy(scope: string, role: string, version?: string): Promise<unknown>;
  /** PATCHes rules of those. */
  change(scope: string, role: string, ...rules: readonly Record<string, unknown>[]): Promise<Answer>;
  person(name: string): Promise<string>;
  /** Id of a subscription of Contoso. */
  subscription(displayName: string): Promise<string>;
}

export function pimAsker(options: Parameters<typeof asker>[0] = {}): PimAsker {
  return pimWords(asker(options));
}

/** The same words for a tenant that is there already. */
export function pimWords(ask: Asker): PimAsker {
  const pim: PimAsker["pim"] = (method, scope, path, { body, version = "2020-10-01", filter, as, claims } = {}) => {
    const query = new URLSearchParams({ "api-version": version, ...(filter === undefined ? {} : { $filter: filter }) });
    const url = `https://management.azure.com${scope === "/" ? "" : scope}/${provider}/${path}?${query}`;
    return ask.send(method, url, body, as === undefined ? {} : signedIn(as, claims));
  };
  const policy: PimAsker["policy"] = async (scope, role, version = "2020-10-01") => {
    const filter = `roleDefinitionId eq '${roleId(scope, role)}'`;
    return listed(await pim("GET", scope, "roleManagementPolicies", { filter, version }))[0];
  };
  return {
    ...ask,
    pim,
    policy,
    rows: async (scope, type, filter, more = {}) =>
      listed(await pim("GET", scope, type, { ...more, filter })).map((row) => at(row, "properties")),
    person: (name) => idOf(ask, name),
    subscription: (displayName) => subscriptionNamed(armWords(ask), displayName),
    request: (family, scope, properties, { name = randomUUID(), ...more } = {}) =>
      pim("PUT", scope, `role${family}ScheduleRequests/${name}`, { ...more, body: { properties } }),
    change: async (scope, role, ...rules) =>
      pim("PATCH", scope, `roleManagementPolicies/${at(await policy(scope, role), "name")}`, {
        body: { properties: { rules } },
      }),
  };
}

/** Id of a role as it fits a scope. */
export function roleId(scope: string, role: string): string {
  const subscription = /^\/subscriptions\/[^/]+/.exec(scope)?.[0] ?? "";
  return `${subscription}/${provider}/roleDefinitions/${role}`;
}

/** An administrator's request that the default settings allow; `changes` spoil it. */
export function assigning(scope: string, principalId: string, changes: Record<string, unknown> = {}) {
  return {
    principalId,
    roleDefinitionId: roleId(scope, armRoles.reader),
    requestType: "AdminAssign",
    justification: "a reason",
    ...lasting("P30D"),
    ...changes,
  };
}

/** A holder's, who activates for two hours. */
export function activating(scope: string, principalId: string, changes: Record<string, unknown> = {}) {
  return assigning(scope, principalId, { requestType: "SelfActivate", ...lasting("PT2H"), ...changes });
}

/** `scheduleInfo` of so long, from now or from a start on. */
export function lasting(duration: string, startDateTime?: string) {
  const expiration = { type: "AfterDuration", duration };
  return { scheduleInfo: { expiration, ...(startDateTime === undefined ? {} : { startDateTime }) } };
}

export const permanent = { scheduleInfo: { expiration: { type: "NoExpiration" } } };
