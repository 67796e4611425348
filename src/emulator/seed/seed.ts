import type { SeedAzure } from "./seed-azure";

/** What a new tenant starts with; also the format of a seed file. Everything is named by names, ids follow from them. */
export interface Seed {
  readonly tenant: {
    readonly id?: string;
    readonly displayName: string;
    readonly domain: string;
    /** Further properties of the organization as Graph shows them. */
    readonly properties?: Readonly<Record<string, unknown>>;
    /** "none": without the plan that PIM asks for. */
    readonly licence?: "P2" | "none";
  };
  readonly users?: readonly SeedUser[];
  readonly groups?: readonly SeedGroup[];
  readonly servicePrincipals?: readonly SeedServicePrincipal[];
  readonly administrativeUnits?: readonly SeedUnit[];
  readonly roles?: readonly SeedRole[];
  readonly policies?: readonly SeedPolicy[];
  readonly holders?: readonly SeedHolder[];
  readonly managedGroups?: readonly SeedManagedGroup[];
  readonly authenticationContexts?: readonly SeedContext[];
  readonly conditionalAccess?: readonly SeedAccessPolicy[];
  readonly azure?: SeedAzure;
  /** `key` of the service principal that calls when no token says otherwise. */
  readonly deployer?: string;
}

interface SeedObject {
  /** Object id; derived from the tenant's domain and the name when absent. */
  readonly id?: string;
  /** Further properties as Graph shows them. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface SeedUser extends SeedObject {
  readonly userPrincipalName: string;
  readonly displayName: string;
  /** Days from the last sign-in to the start of the tenant; never signed in when absent. */
  readonly lastSignIn?: number;
}

export interface SeedGroup extends SeedObject {
  readonly displayName: string;
  /** UPNs of users or display names of groups. */
  readonly members?: readonly string[];
  readonly owners?: readonly string[];
}

export interface SeedServicePrincipal extends SeedObject {
  /** Name in this file; the display name unless two share one. */
  readonly key?: string;
  readonly displayName: string;
  /** Application permissions of Microsoft Graph ("RoleManagement.Read.Directory"); who has some also gets a secret. */
  readonly permissions?: readonly string[];
  /** PEM of certificates or public keys, RSA, with which it signs assertions instead of sending the secret. */
  readonly certificates?: readonly string[];
}

export interface SeedUnit extends SeedObject {
  readonly displayName: string;
  readonly members?: readonly string[];
}

/** A custom role. */
export interface SeedRole {
  readonly displayName: string;
  readonly description?: string;
  readonly actions: readonly string[];
}

/** Settings of a role that are not at their defaults: properties by rule id. */
export interface SeedPolicy {
  readonly role: string;
  readonly rules: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Display names of groups or UPNs of users that approve activation. */
  readonly approvers?: readonly string[];
}

/** A group that PIM manages. */
export interface SeedManagedGroup {
  /** Display name. */
  readonly group: string;
  readonly holders: readonly SeedGroupHolder[];
  /** Display names of groups or UPNs of users that approve activations of its membership. */
  readonly approvers?: readonly string[];
}

export interface SeedGroupHolder {
  /** UPN, or display name of a group, or key of a service principal. */
  readonly principal: string;
  readonly access: "member" | "owner";
  readonly as: "active" | "eligible";
  /** Days from the start of the tenant until the end. */
  readonly days: number;
}

export interface SeedHolder {
  readonly role: string;
  /** UPN, or display name of a group, or key of a service principal. */
  readonly principal: string;
  /** "standing": permanent and active, made past PIM; "active" and "eligible": made by PIM. */
  readonly as: "standing" | "active" | "eligible";
  /** Display name of an administrative unit; the whole tenant when absent. */
  readonly unit?: string;
  /** Days from the start of the tenant until the end; permanent when absent. */
  readonly days?: number;
}

/** An authentication context; published unless it says otherwise. */
export interface SeedContext {
  readonly id: string;
  readonly displayName: string;
  readonly description?: string;
  readonly isAvailable?: boolean;
}

/** A conditional access policy as Graph takes it. */
export interface SeedAccessPolicy {
  readonly displayName: string;
  readonly state: "enabled" | "disabled" | "enabledForReportingButNotEnforced";
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly grantControls: Readonly<Record<string, unknown>>;
}
