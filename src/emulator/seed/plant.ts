import { createPublicKey } from "node:crypto";
import { entraRoles } from "../../data";
import { assignmentId, guidOf } from "../ids";
import { completeSetting } from "../laws/approval-setting";
import { defaultRules } from "../laws/default-rules";
import { signInActivity } from "../laws/last-sign-in";
import { outsidePim } from "../laws/outside-pim";
import type { State } from "../state";
import type { DirectoryKind } from "../store/directory";
import { formatTime } from "../time";
import { madeByPim } from "./made-by-pim";
import { plantAccess } from "./plant-access";
import { plantAzure } from "./plant-azure";
import { plantAzurePim } from "./plant-azure-pim";
import { plantManagedGroup } from "./plant-groups";
import { groupProperties, servicePrincipalProperties, unitProperties, userProperties } from "./properties";
import type { Seed, SeedHolder, SeedPolicy, SeedServicePrincipal } from "./seed";

const day = 24 * 60 * 60_000;
/** How long before the tenant's start its brownfield was made. */
const age = 400 * day;

/** Puts a seed into an empty file. Ids follow from domain and names: the same seed gives the same tenant. */
export function plant(state: State, seed: Seed): void {
  const { domain } = seed.tenant;
  const tenantId = seed.tenant.id ?? guidOf(domain, "tenant");
  const founded = state.clock.ms() - age;
  state.meta.set("tenantId", tenantId);
  state.meta.set("licence", seed.tenant.licence ?? "P2");
  const ids = new Map<string, string>();
  const add = (
    kind: DirectoryKind,
    key: string,
    id: string | undefined,
    properties: Readonly<Record<string, unknown>>,
  ) => {
    const object = state.directory.add(kind, id ?? guidOf(domain, kind, key), founded, properties);
    ids.set(key, object.id);
  };
  const idOf = (key: string) => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`the seed names "${key}" and defines nobody of that name`);
    return id;
  };
  const createdDateTime = formatTime(founded);
  add("organization", "organization", tenantId, {
    displayName: seed.tenant.displayName,
    countryLetterCode: "US",
    createdDateTime,
    tenantType: "AAD",
    verifiedDomains: [{ capabilities: "Email", isDefault: true, isInitial: false, name: domain, type: "Managed" }],
    ...seed.tenant.properties,
  });
  for (const user of seed.users ?? [])
    add("user", user.userPrincipalName, user.id, {
      ...userProperties(user, createdDateTime),
      signInActivity: user.lastSignIn === undefined ? null : signInActivity(state.clock.ms() - user.lastSignIn * day),
      ...user.properties,
    });
  for (const group of seed.groups ?? [])
    add("group", group.displayName, group.id, { ...groupProperties(group, createdDateTime), ...group.properties });
  for (const principal of seed.servicePrincipals ?? []) {
    const key = principal.key ?? principal.displayName;
    const appId = guidOf(domain, "app", key);
    add("servicePrincipal", key, principal.id, {
      ...servicePrincipalProperties(principal, appId, createdDateTime),
      ...principal.properties,
    });
    add("application", `application ${key}`, undefined, {
      appId,
      displayName: principal.displayName,
      createdDateTime,
      identifierUris: [],
      signInAudience: "AzureADMyOrg",
    });
    plantSignIn(state, principal, idOf(key), guidOf(domain, "secret", key));
  }
  for (const unit of seed.administrativeUnits ?? [])
    add("administrativeUnit", unit.displayName, unit.id, { ...unitProperties(unit), ...unit.properties });
  plantRoles(state, seed, domain);
  for (const group of [...(seed.groups ?? []), ...(seed.administrativeUnits ?? [])])
    for (const member of group.members ?? [])
      state.directory.link(idOf(group.displayName), "members", idOf(member), founded);
  for (const group of seed.groups ?? [])
    for (const owner of group.owners ?? [])
      state.directory.link(idOf(group.displayName), "owners", idOf(owner), founded);
  for (const policy of seed.policies ?? []) plantPolicy(state, policy, idOf);
  for (const group of seed.managedGroups ?? []) plantManagedGroup(state, group, domain, idOf);
  for (const holder of seed.holders ?? []) plantHolder(state, holder, domain, founded, idOf);
  const ground = { state, domain, founded, idOf };
  const { azure = {} } = seed;
  plantAzurePim(ground, azure, plantAzure(ground, azure));
  plantAccess(state, seed, founded);
  if (seed.deployer !== undefined) state.meta.set("deployer", idOf(seed.deployer));
}

/** The secret follows from domain and name, so that scripts can know it; it protects nothing. */
function plantSignIn(state: State, principal: SeedServicePrincipal, id: string, secret: string): void {
  const { permissions = [], certificates = [] } = principal;
  if (permissions.length > 0) state.credentials.add(id, "secret", secret);
  for (const permission of permissions) state.credentials.permit(id, permission);
  for (const certificate of certificates) {
    if (!isPublicKey(certificate))
      throw new Error(`the seed gives "${principal.displayName}" a certificate that is no PEM of an RSA key`);
    state.credentials.add(id, "certificate", certificate);
  }
}

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

function plantRoles(state: State, seed: Seed, domain: string): void {
  const builtIn = entraRoles.map((role) => ({
    ...role,
    builtIn: true,
    actions: ["microsoft.directory/*/standard/read"],
    description: null as string | null,
  }));
  const custom = (seed.roles ?? []).map((role) => ({
    id: guidOf(domain, "role", role.displayName),
    name: role.displayName,
    privileged: false,
    builtIn: false,
    actions: role.actions,
    description: role.description ?? null,
  }));
  for (const role of [...builtIn, ...custom]) {
    const properties = {
      id: role.id,
      description: role.description ?? role.name,
      displayName: role.name,
      isBuiltIn: role.builtIn,
      isEnabled: true,
      resourceScopes: ["/"],
      rolePermissions: [{ allowedResourceActions: role.actions, condition: null }],
      templateId: role.id,
      version: role.builtIn ? "1" : null,
      isPrivileged: role.privileged,
      allowedPrincipalTypes: null,
    };
    state.roles.add({ id: role.id, displayName: role.name, builtIn: role.builtIn, properties });
    state.policies.add(
      guidOf(domain, "policy", role.id),
      { scopeType: "DirectoryRole", scopeId: "/", role: role.id },
      defaultRules,
    );
  }
}

function plantPolicy(state: State, seed: SeedPolicy, idOf: (key: string) => string): void {
  const policy = state.policies.findByRole(roleId(state, seed.role));
  if (policy === undefined) throw new Error(`the seed configures "${seed.role}", which has no settings`);
  const rules = policy.rules.map((rule) => ({ ...rule, ...seed.rules[rule.id] }));
  const approval = rules.find((rule) => rule.id === "Approval_EndUser_Assignment");
  const primaryApprovers = (seed.approvers ?? []).map((key) => ({ id: idOf(key) }));
  const setting = completeSetting(state, {
    isApprovalRequired: seed.approvers !== undefined,
    approvalStages: [{ primaryApprovers }],
  });
  const configured = rules.map((rule) => (rule === approval ? { ...rule, setting } : rule));
  state.policies.update(policy, configured, state.clock.ms() - age + day, "seed");
}

function plantHolder(
  state: State,
  holder: SeedHolder,
  domain: string,
  founded: number,
  idOf: (key: string) => string,
): void {
  const role = roleId(state, holder.role);
  const principal = idOf(holder.principal);
  const scope = holder.unit === undefined ? "/" : `/administrativeUnits/${idOf(holder.unit)}`;
  if (holder.as === "standing") {
    const id = assignmentId(role, principal, scope);
    state.schedules.add({ ...outsidePim, id, principal, role, scope, start: founded, visible: founded });
    return;
  }
  const id = guidOf(domain, "schedule", holder.as, role, principal, scope);
  state.schedules.add({
    ...madeByPim(id, state.clock.ms(), holder.days),
    family: holder.as === "eligible" ? "eligibility" : "assignment",
    kind: holder.as === "eligible" ? "Eligible" : "Assigned",
    principal,
    role,
    scope,
  });
}

function roleId(state: State, name: string): string {
  const role = state.roles.findByName(name);
  if (role === undefined) throw new Error(`the seed names the role "${name}", which does not exist`);
  return role.id;
}
