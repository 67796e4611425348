import type { SeedArmAssignment, SeedAzure } from "./seed-azure";

const user = (login: string) => `${login}@contoso.com`;
const hold = (role: string, at: string, ...principals: readonly string[]): SeedArmAssignment[] =>
  principals.map((principal) => ({ role, principal, at }));

/** Contoso's Azure, from what must never fall (identity, payments) to what anybody may break; its access was given by hand. */
export const contosoAzure: SeedAzure = {
  managementGroups: [
    { name: "contoso-platform", displayName: "Platform" },
    { name: "contoso-workloads", displayName: "Workloads" },
    { name: "contoso-sandbox", displayName: "Sandbox" },
  ],
  subscriptions: [
    {
      displayName: "Contoso Identity",
      managementGroup: "contoso-platform",
      resourceGroups: [
        { name: "rg-domain-controllers", resources: [{ type: "Microsoft.Compute/virtualMachines", name: "vm-dc-01" }] },
        { name: "rg-keys", resources: [{ type: "Microsoft.KeyVault/vaults", name: "kv-contoso-root" }] },
      ],
    },
    {
      displayName: "Contoso Connectivity",
      managementGroup: "contoso-platform",
      resourceGroups: [
        { name: "rg-hub", resources: [{ type: "Microsoft.Network/virtualNetworks", name: "vnet-hub" }] },
      ],
    },
    {
      displayName: "Contoso Payments",
      managementGroup: "contoso-workloads",
      resourceGroups: [
        {
          name: "rg-payments",
          resources: [
            { type: "Microsoft.Sql/servers", name: "sql-payments" },
            { type: "Microsoft.KeyVault/vaults", name: "kv-payments" },
          ],
        },
      ],
    },
    {
      displayName: "Contoso Webshop",
      managementGroup: "contoso-workloads",
      resourceGroups: [
        { name: "rg-web", resources: [{ type: "Microsoft.Web/sites", name: "app-webshop" }] },
        { name: "rg-data", resources: [{ type: "Microsoft.Storage/storageAccounts", name: "stcontosowebshop" }] },
      ],
    },
    {
      displayName: "Contoso Test",
      managementGroup: "contoso-workloads",
      resourceGroups: [{ name: "rg-test" }],
    },
    {
      displayName: "Contoso Sandbox",
      managementGroup: "contoso-sandbox",
      resourceGroups: [{ name: "rg-play" }],
    },
  ],
  roles: [
    {
      name: "Contoso Virtual Machine Restarter",
      description: "Restarts machines, and reads what is needed for that",
      actions: [
        "Microsoft.Compute/virtualMachines/read",
        "Microsoft.Compute/virtualMachines/restart/action",
        "Microsoft.Resources/subscriptions/resourceGroups/read",
      ],
      at: ["Contoso Identity", "Contoso Webshop", "Contoso Test"],
    },
  ],
  assignments: [
    ...hold("User Access Administrator", "/", user("megan.bowen")),
    ...hold("Reader", "/", "pim-reader"),
    ...hold("Owner", "contoso-platform", user("adele.vance"), user("nestor.wilke")),
    ...hold("User Access Administrator", "contoso-platform", "pim-deploy"),
    ...hold("User Access Administrator", "contoso-workloads", "pim-deploy"),
    ...hold("User Access Administrator", "contoso-sandbox", "pim-deploy"),
    ...hold("Reader", "contoso-platform", "pim-reader"),
    ...hold("Reader", "contoso-workloads", "pim-reader"),
    ...hold("Reader", "contoso-sandbox", "pim-reader"),
    ...hold("Contributor", "contoso-workloads", "Terraform Runner"),
    ...hold("Reader", "contoso-workloads", "All Helpdesk"),
    ...hold("Owner", "Contoso Identity", user("grady.archie"), user("former.admin")),
    ...hold("Owner", "Contoso Payments", user("wei.zhang"), user("vera.schmidt"), user("paula.meyer")),
    ...hold("Owner", "Contoso Webshop", user("gustav.holm"), "omar.consultant_northwind.com#EXT#@contoso.com"),
    ...hold("Contributor", "Contoso Webshop", user("hana.sato"), user("igor.petrov")),
    ...hold("Owner", "Contoso Test", user("gustav.holm")),
    ...hold("Owner", "Contoso Sandbox", user("john.smith"), user("lynne.robbins")),
    ...hold("Contoso Virtual Machine Restarter", "Contoso Identity/rg-domain-controllers", "Tier 1 Helpdesk"),
    ...hold("Contributor", "Contoso Payments/rg-payments/sql-payments", "Backup Orchestrator"),
    ...hold("Key Vault Administrator", "Contoso Identity/rg-keys", user("amira.haddad")),
  ],
  holders: [
    { role: "Owner", principal: user("dmitri.volkov"), at: "contoso-platform", as: "eligible", days: 200 },
    { role: "Contributor", principal: "Entra Operators", at: "contoso-workloads", as: "eligible", days: 300 },
    { role: "Contributor", principal: user("jana.novak"), at: "Contoso Webshop", as: "eligible", days: 90 },
    { role: "Contributor", principal: user("sofia.almeida"), at: "Contoso Payments", as: "eligible", days: 10 },
    {
      role: "Contoso Virtual Machine Restarter",
      principal: user("kofi.mensah"),
      at: "Contoso Webshop/rg-web",
      as: "eligible",
    },
    { role: "Reader", principal: user("freya.larsen"), at: "Contoso Payments", as: "active", days: 120 },
  ],
  policies: [
    {
      role: "Owner",
      at: "contoso-platform",
      rules: [
        {
          id: "Expiration_EndUser_Assignment",
          ruleType: "RoleManagementPolicyExpirationRule",
          isExpirationRequired: true,
          maximumDuration: "PT2H",
        },
        {
          id: "Enablement_EndUser_Assignment",
          ruleType: "RoleManagementPolicyEnablementRule",
          enabledRules: ["MultiFactorAuthentication", "Justification"],
        },
      ],
      approvers: ["Security Approvers"],
    },
    {
      role: "Contributor",
      at: "Contoso Payments",
      rules: [
        {
          id: "Enablement_EndUser_Assignment",
          ruleType: "RoleManagementPolicyEnablementRule",
          enabledRules: ["Justification", "Ticketing"],
        },
      ],
    },
  ],
  denyAssignments: [
    {
      name: "Keys of the root vault stay",
      description: "Nobody deletes the vault that signs for all others",
      at: "Contoso Identity/rg-keys/kv-contoso-root",
      actions: ["Microsoft.KeyVault/vaults/delete"],
      excludedPrincipals: [user("adele.vance")],
    },
  ],
};
