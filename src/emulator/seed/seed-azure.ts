/**
 * Azure in a seed. Scopes are named by the name of a management group or the display name of a subscription, with
 * `/{resource group}` and `/{resource}` behind it; by their id; "/" is the tenant.
 */
export interface SeedAzure {
  readonly managementGroups?: readonly SeedManagementGroup[];
  readonly subscriptions?: readonly SeedSubscription[];
  readonly roles?: readonly SeedArmRole[];
  /** Role assignments made past PIM. */
  readonly assignments?: readonly SeedArmAssignment[];
  readonly denyAssignments?: readonly SeedDenyAssignment[];
  /** What PIM gave. */
  readonly holders?: readonly SeedArmHolder[];
  /** Settings of roles at single scopes that are not at their defaults. */
  readonly policies?: readonly SeedArmPolicy[];
}

export interface SeedManagementGroup {
  readonly name: string;
  /** `name` when absent. */
  readonly displayName?: string;
  /** Name of one that stands before it in the list; the tenant's root group when absent. */
  readonly parent?: string;
}

export interface SeedSubscription {
  /** Derived from the tenant's domain and the display name when absent. */
  readonly id?: string;
  readonly displayName: string;
  /** The tenant's root group when absent. */
  readonly managementGroup?: string;
  readonly resourceGroups?: readonly SeedResourceGroup[];
}

export interface SeedResourceGroup {
  readonly name: string;
  /** "westeurope" when absent. */
  readonly location?: string;
  readonly resources?: readonly SeedResource[];
}

export interface SeedResource {
  /** "Microsoft.KeyVault/vaults" */
  readonly type: string;
  readonly name: string;
}

/** A custom role. */
export interface SeedArmRole {
  /** GUID; derived from the tenant's domain and the name when absent. */
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  /** Scopes that it may be assigned at and below. */
  readonly at: readonly string[];
}

export interface SeedArmAssignment {
  /** GUID; derived from the tenant's domain, role, holder and scope when absent. */
  readonly id?: string;
  /** Display name of the role. */
  readonly role: string;
  /** UPN, or display name of a group, or key of a service principal. */
  readonly principal: string;
  readonly at: string;
}

export interface SeedArmHolder extends Omit<SeedArmAssignment, "id"> {
  readonly as: "active" | "eligible";
  /** Days from the start of the tenant until the end; permanent when absent. */
  readonly days?: number;
}

export interface SeedArmPolicy {
  /** Display name of the role. */
  readonly role: string;
  readonly at: string;
  /** Rules as ARM writes them, `ruleType` included. */
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
  /** Display names of groups or UPNs of users that approve activation. */
  readonly approvers?: readonly string[];
}

/** What nobody may do, whatever their roles. */
export interface SeedDenyAssignment {
  /** GUID; derived from the tenant's domain, the name and the scope when absent. */
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  readonly at: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
  /** Everybody when absent. */
  readonly principals?: readonly SeedPrincipal[];
  readonly excludedPrincipals?: readonly SeedPrincipal[];
}

/** UPN, display name of a group, key of a service principal; or what Azure shows of somebody who need not exist. */
export type SeedPrincipal = string | { readonly id: string; readonly type: string };
