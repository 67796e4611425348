import { pimReads, pimWrites } from "../laws/permission-sets";
import { contosoAzure } from "./contoso-azure";
import { contosoManagedGroups } from "./contoso-groups";
import { contosoHolders } from "./contoso-holders";
import { contosoGroups, contosoUsers } from "./contoso-people";
import type { Seed } from "./seed";

/** A company that has lived with standing administrators for years: the brownfield the reference stack adopts. */
export const contoso: Seed = {
  tenant: { displayName: "Contoso", domain: "contoso.com" },
  users: contosoUsers,
  groups: contosoGroups,
  servicePrincipals: [
    { displayName: "pim-deploy", permissions: pimWrites },
    { displayName: "Backup Orchestrator" },
    { displayName: "HR Provisioning" },
    { displayName: "Terraform Runner" },
    { key: "Reporting (old)", displayName: "Reporting" },
    { key: "Reporting (new)", displayName: "Reporting" },
    {
      displayName: "Patch Robot",
      properties: { servicePrincipalType: "ManagedIdentity", alternativeNames: ["isExplicit=True"] },
    },
    { displayName: "pim-reader", permissions: pimReads },
  ],
  administrativeUnits: [
    {
      displayName: "Sales Europe",
      members: ["lena.fischer@contoso.com", "marco.rossi@contoso.com", "ines.garcia@contoso.com"],
    },
    {
      displayName: "Executives",
      properties: { isMemberManagementRestricted: true },
      members: ["paula.meyer@contoso.com"],
    },
  ],
  roles: [
    {
      displayName: "Application Support",
      description: "Reads and updates enterprise applications",
      actions: [
        "microsoft.directory/servicePrincipals/basic/update",
        "microsoft.directory/servicePrincipals/standard/read",
      ],
    },
  ],
  policies: [
    {
      role: "Helpdesk Administrator",
      rules: { Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration: "PT4H" } },
    },
    {
      role: "Security Administrator",
      rules: { Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration: "PT4H" } },
      approvers: ["Security Approvers"],
    },
    {
      role: "Privileged Role Administrator",
      rules: {
        Expiration_Admin_Eligibility: { isExpirationRequired: true, maximumDuration: "P180D" },
        Enablement_EndUser_Assignment: { enabledRules: ["MultiFactorAuthentication", "Justification", "Ticketing"] },
      },
    },
    {
      role: "Conditional Access Administrator",
      rules: {
        Enablement_EndUser_Assignment: { enabledRules: ["Justification"] },
        AuthenticationContext_EndUser_Assignment: { isEnabled: true, claimValue: "c1" },
      },
    },
  ],
  holders: contosoHolders,
  managedGroups: contosoManagedGroups,
  authenticationContexts: [
    {
      id: "c1",
      displayName: "Privileged activation",
      description: "A phishing-resistant method before a role is held",
    },
    { id: "c2", displayName: "Trusted device", description: "Prepared, not in use yet", isAvailable: false },
  ],
  conditionalAccess: [
    {
      displayName: "CA101: Administrators use multi-factor authentication",
      state: "enabled",
      conditions: {
        users: { includeRoles: ["62e90394-69f5-4237-9190-012177145e10", "e8611ab8-c189-46e8-94e1-60213ab1f814"] },
        applications: { includeApplications: ["All"] },
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    },
    {
      displayName: "CA102: Privileged activation",
      state: "enabled",
      conditions: {
        users: { includeUsers: ["All"] },
        applications: { includeAuthenticationContextClassReferences: ["c1"] },
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    },
  ],
  azure: contosoAzure,
  deployer: "pim-deploy",
};
