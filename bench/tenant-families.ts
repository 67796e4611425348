import type { Tenant } from "../src/emulator";
import { ASKED } from "./tenant-seed";

/** One kind of request, asked of tenants of every size. */
export interface Family {
  readonly name: string;
  /** A list narrowed by a filter, whose cost must not grow with the tenant. */
  readonly filtered: boolean;
  readonly request: () => Request;
}

const graph = "https://graph.microsoft.com/v1.0";
const arm = "https://management.azure.com";
const directory = "/roleManagement/directory";
/** Template id of User Administrator. */
const role = "fe930be7-5e62-47db-91af-98c3a49a38b1";

/** The families, with the ids that a tenant gave to what they ask for. */
export async function familiesOf(tenant: Tenant): Promise<Family[]> {
  const { id } = (await ask(tenant, `${graph}/users/${ASKED}`)) as { id: string };
  const subscriptions = (await ask(tenant, `${arm}/subscriptions?api-version=2022-12-01`)) as {
    value: { id: string }[];
  };
  const scope = `${arm}${subscriptions.value[0]?.id}/resourceGroups/rg-0/providers/Microsoft.Authorization`;
  const get = (name: string, address: string, filtered = true): Family => ({
    name,
    filtered,
    request: () => new Request(address),
  });
  const by = (filter: string) => `?$filter=${encodeURIComponent(filter)}`;
  const holder = by(`principalId eq '${id}'`);
  const policy = by(`scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${role}'`);
  return [
    get("users, by name", `${graph}/users${by(`userPrincipalName eq '${ASKED}'`)}`),
    get("one user", `${graph}/users/${id}`, false),
    get(
      "role definitions, by name",
      `${graph}${directory}/roleDefinitions${by("displayName eq 'User Administrator'")}`,
    ),
    get("role assignments, by holder", `${graph}${directory}/roleAssignments${holder}`),
    get("eligibility schedules, by holder", `${graph}${directory}/roleEligibilitySchedules${holder}`),
    get("eligibility schedules, first page", `${graph}${directory}/roleEligibilitySchedules`, false),
    get("assignment schedules, by holder", `${graph}${directory}/roleAssignmentSchedules${holder}`),
    get("eligibility instances, by holder", `${graph}${directory}/roleEligibilityScheduleInstances${holder}`),
    get("eligibility requests, by holder", `${graph}${directory}/roleEligibilityScheduleRequests${holder}`),
    get(
      "role settings, by role",
      `${graph}/policies/roleManagementPolicyAssignments${policy}&$expand=policy($expand=rules)`,
    ),
    get(
      "Azure eligibility schedules, by holder",
      `${scope}/roleEligibilitySchedules?api-version=2020-10-01&$filter=${encodeURIComponent(`principalId eq '${id}'`)}`,
    ),
    get(
      "Azure role assignments, by holder",
      `${scope}/roleAssignments?api-version=2022-04-01&$filter=${encodeURIComponent(`principalId eq '${id}'`)}`,
    ),
    { name: "eligibility request, validated only", filtered: false, request: () => wish(id) },
  ];
}

/** Runs through all laws and leaves nothing behind, so that it can be repeated. */
function wish(principalId: string): Request {
  const body = {
    action: "adminUpdate",
    isValidationOnly: true,
    principalId,
    roleDefinitionId: role,
    directoryScopeId: "/",
    justification: "benchmark",
    scheduleInfo: { expiration: { type: "afterDuration", duration: "P30D" } },
  };
  return new Request(`${graph}${directory}/roleEligibilityScheduleRequests`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function ask(tenant: Tenant, address: string): Promise<unknown> {
  const response = await tenant.fetch(new Request(address));
  if (!response.ok) throw new Error(`${address} → ${response.status} ${await response.text()}`);
  return response.json();
}
