/** Tables, as data: built-in roles, the seventeen rules of a role's settings, profiles. Source and date stand in each file. */
import azureRolesTable from "./azure-roles.json";
import entraRolesTable from "./entra-roles.json";
import policyRulesTable from "./policy-rules.json";
import profilesTable from "./profiles.json";

/** A built-in Entra directory role. `id` is its template id, the same in every tenant. */
export interface BuiltInRole {
  readonly name: string;
  readonly id: string;
  /** Microsoft's `isPrivileged`. */
  readonly privileged: boolean;
  /** 0 control plane, 1 management plane, 2 user access. */
  readonly tier: number;
  readonly coreTier0: boolean;
  /** False for implicit and legacy roles that nobody should be assigned to. */
  readonly assignable: boolean;
}

/** A built-in role of Azure. */
export interface AzureRole {
  readonly name: string;
  /** Name of the role definition, a GUID; the same in every tenant. */
  readonly id: string;
  /** On Microsoft's list of privileged administrator roles. */
  readonly privileged: boolean;
}

/** What a role allows on the control plane: `actions` less `notActions`, `*` for any text. */
export interface AzurePermissions {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** One of the seventeen rules, with the defaults of a directory role nobody has configured. */
export interface PolicyRuleDefault {
  readonly id: string;
  readonly kind: string;
  readonly caller: string;
  readonly level: string;
  readonly defaults: Readonly<Record<string, unknown>>;
}

export const entraRoles: readonly BuiltInRole[] = entraRolesTable.roles;
export const azureRoles: readonly AzureRole[] = azureRolesTable.roles;
/** By role id; only of the roles that decide who may assign, and of Reader. */
export const azurePermissions: Readonly<Record<string, AzurePermissions>> = azureRolesTable.permissions;
export const policyRules: readonly PolicyRuleDefault[] = policyRulesTable.rules;

/** Named defaults of Entra role settings, as `src/model/role-settings.ts` writes them. */
export interface ProfileTable {
  /** What holds for every role. */
  readonly settings: unknown;
  /** What comes on top for single roles, by name. */
  readonly roles: Readonly<Record<string, unknown>>;
}

export const profiles: Readonly<Record<"microsoft" | "scuba" | "cis" | "strict", ProfileTable>> =
  profilesTable.profiles;
