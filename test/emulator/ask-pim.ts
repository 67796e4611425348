import { randomUUID } from "node:crypto";
import { type Answer, type Asker, asker, at, idOf, listed, signedIn } from "./ask";

const host = "https://management.azure.com";
const provider = "providers/Microsoft.Authorization";

/** Built-in roles of Azure that tests use. */
export const azureRoles = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
} as const;

export type Family = "Assignment" | "Eligibility";

/** Short words for asking PIM for Azure resources. */
export interface PimAsker extends Asker {
  /** Id of a scope of Contoso by the display name of its subscription, and what lies below it. */
  scope(subscription: string, below?: string): Promise<string>;
  pim(method: string, scope: string, path: string, options?: PimOptions): Promise<Answer>;
  /** PUTs a request under a new name. */
  request(family: Family, scope: string, properties: Record<string, unknown>, options?: PimOptions): Promise<Answer>;
  /** `properties` of the rows of a list. */
  rows(scope: string, type: string, filter?: string, options?: PimOptions): Promise<readonly unknown[]>;
  policy(scope: string, role: string): Promise<unknown>;
  change(scope: string, role: string, ...rules: readonly Record<string, unknown>[]): Promise<Answer>;
  person(name: string): Promise<string>;
}

export interface PimOptions {
  readonly body?: unknown;
  readonly version?: string;
  readonly filter?: string | undefined;
  readonly headers?: Record<string, string>;
  /** Object id of the caller; the deploying identity when absent. */
  readonly as?: string;
  readonly name?: string;
}

export function pimAsker(options: Parameters<typeof asker>[0] = {}): PimAsker {
  const ask = asker(options);
  const pim: PimAsker["pim"] = (method, scope, path, { body, version = "2020-10-01", filter, headers, as } = {}) => {
    const query = new URLSearchParams({ "api-version": version, ...(filter === undefined ? {} : { $filter: filter }) });
    const url = `${host}${scope === "/" ? "" : scope}/${provider}/${path}?${query}`;
    return ask.send(method, url, body, { ...(as === undefined ? {} : signedIn(as)), ...headers });
  };
  const rows: PimAsker["rows"] = async (scope, type, filter, more = {}) =>
    listed(await pim("GET", scope, type, { ...more, filter })).map((row) => at(row, "properties"));
  const policy: PimAsker["policy"] = async (scope, role) =>
    listed(
      await pim("GET", scope, "roleManagementPolicies", { filter: `roleDefinitionId eq '${roleId(scope, role)}'` }),
    )[0];
  return {
    ...ask,
    pim,
    rows,
    policy,
    person: (name) => idOf(ask, name),
    request: (family, scope, properties, { name = randomUUID(), ...more } = {}) =>
      pim("PUT", scope, `role${family}ScheduleRequests/${name}`, { ...more, body: { properties } }),
    change: async (scope, role, ...rules) =>
      pim("PATCH", scope, `roleManagementPolicies/${at(await policy(scope, role), "name")}`, {
        body: { properties: { rules } },
      }),
    scope: async (subscription, below = "") => {
      const answer = await ask.get(`${host}/subscriptions?api-version=2022-12-01`);
      const found = listed(answer).find((each) => at(each, "displayName") === subscription);
      return `/subscriptions/${at(found, "subscriptionId")}${below}`;
    },
  };
}

/** Id of a role as it fits a scope. */
export function roleId(scope: string, role: string): string {
  const subscription = /^\/subscriptions\/[^/]+/.exec(scope)?.[0] ?? "";
  return `${subscription}/${provider}/roleDefinitions/${role}`;
}

/** Properties of an administrator's request that the default settings allow; `changes` spoil it. */
export function azureRequest(scope: string, role: string, principalId: string, changes: Record<string, unknown> = {}) {
  return {
    principalId,
    roleDefinitionId: roleId(scope, role),
    requestType: "AdminAssign",
    justification: "a reason",
    scheduleInfo: { expiration: { type: "AfterDuration", duration: "P30D" } },
    ...changes,
  };
}

/** The same of a holder who activates for two hours. */
export function activation(scope: string, role: string, principalId: string, changes: Record<string, unknown> = {}) {
  return azureRequest(scope, role, principalId, {
    requestType: "SelfActivate",
    scheduleInfo: { expiration: { type: "AfterDuration", duration: "PT2H" } },
    ...changes,
  });
}
