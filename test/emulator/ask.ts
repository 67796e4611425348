import { Tenant, type TenantOptions } from "../../src/emulator";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A tenant in memory with a stopped clock, and short words for asking it. */
export interface Asker {
  readonly tenant: Tenant;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export const day0 = "2027-03-01T08:00:00Z";

export function asker(options: Partial<TenantOptions> = {}): Asker {
  const tenant = Tenant.open({ file: ":memory:", clock: day0, ...options });
  return { tenant, ...wordsFor(tenant) };
}

export function wordsFor(tenant: Tenant): Pick<Asker, "get" | "send"> {
  const send: Asker["send"] = async (method, path, body, headers = {}) => {
    const url = path.startsWith("http")
      ? path
      : `https://graph.microsoft.com${/^\/(v1\.0|beta)\//.test(path) ? "" : "/v1.0"}${path}`;
    const request = new Request(url, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await tenant.fetch(request);
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text), headers: response.headers };
  };
  return { send, get: (path, headers) => send("GET", path, undefined, headers) };
}

/** The value at a path of a body: `at(body, "error", "code")`; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

/** `value` of a list. */
export function listed(answer: Answer): readonly unknown[] {
  const value = at(answer.body, "value");
  if (!Array.isArray(value)) throw new Error(`not a list: ${JSON.stringify(answer.body)}`);
  return value;
}

/** Status and code of a refusal, or the status alone of what passed. */
export function verdict({ status, body }: Answer): string {
  const code = at(body, "error", "code");
  return typeof code === "string" ? `${status} ${code}` : String(status);
}

export function message({ body }: Answer): string {
  return String(at(body, "error", "message"));
}

export const roles = {
  globalAdministrator: "62e90394-69f5-4237-9190-012177145e10",
  exchangeAdministrator: "29232cdf-9323-42fd-ade2-1d097af3e4de",
  helpdeskAdministrator: "729827e3-9c14-49f7-bb1b-9608f156bbb8",
  securityAdministrator: "194ae4cb-b126-40b2-bd5b-6091b380977d",
  conditionalAccessAdministrator: "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
  userAdministrator: "fe930be7-5e62-47db-91af-98c3a49a38b1",
} as const;

/** Object id by UPN, group name or service principal name of Contoso. */
export async function idOf({ get }: Pick<Asker, "get">, name: string): Promise<string> {
  const path = name.includes("@") ? `/users/${encodeURIComponent(name)}` : `/groups?$filter=displayName eq '${name}'`;
  const found = await get(path);
  const id = at(found.body, "id") ?? at(found.body, "value", 0, "id");
  if (typeof id === "string") return id;
  const principal = await get(`/servicePrincipals?$filter=displayName eq '${name}'`);
  const principalId = at(principal.body, "value", 0, "id");
  if (typeof principalId !== "string") throw new Error(`nobody is called ${name}`);
  return principalId;
}

export const schedulePath = {
  assignment: "/roleManagement/directory/roleAssignmentScheduleRequests",
  eligibility: "/roleManagement/directory/roleEligibilityScheduleRequests",
} as const;

/** The body of an admin's request that all default settings allow; `changes` spoil it. */
export function requestBody(principalId: string, roleDefinitionId: string, changes: Record<string, unknown> = {}) {
  return {
    action: "adminAssign",
    principalId,
    roleDefinitionId,
    directoryScopeId: "/",
    justification: "a reason",
    scheduleInfo: { startDateTime: day0, expiration: { type: "afterDuration", duration: "P30D" } },
    ...changes,
  };
}

/** A sign-in: an unsigned token with the claims that matter. */
export function signedIn(oid: string, claims: { amr?: string[]; acrs?: string[] } = { amr: ["pwd", "mfa"] }) {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return { Authorization: `Bearer ${part({ alg: "none" })}.${part({ oid, ...claims })}.unsigned` };
}
