import type { SeedHolder } from "./seed";

const at = (login: string) => `${login}@contoso.com`;
const standing = (role: string, ...principals: readonly string[]): SeedHolder[] =>
  principals.map((principal) => ({ role, principal, as: "standing" }));

const guest = "kim.partner_fabrikam.com#EXT#@contoso.com";

/** Who holds what in Contoso on the day the tenant is made. */
export const contosoHolders: readonly SeedHolder[] = [
  ...standing("Global Administrator", at("bg-01"), at("bg-02")),
  // Twelve more, among them a guest and two synced accounts.
  ...standing(
    "Global Administrator",
    at("adele.vance"),
    at("alex.wilber"),
    at("diego.siciliani"),
    at("grady.archie"),
    at("isaiah.langer"),
    at("megan.bowen"),
    at("nestor.wilke"),
    at("adm-pgupta"),
    at("paula.meyer"),
    guest,
    at("onprem.admin"),
    at("svc-legacysync"),
  ),
  ...standing("Exchange Administrator", at("gustav.holm"), at("hana.sato"), at("igor.petrov")),
  // Oscar Berg holds it twice: himself and through the group.
  ...standing(
    "Helpdesk Administrator",
    at("kofi.mensah"),
    at("laura.silva"),
    at("mateo.ruiz"),
    at("oscar.berg"),
    "Tier 1 Helpdesk",
  ),
  ...standing("User Administrator", at("lidia.holloway"), at("sofia.almeida"), at("former.admin")),
  ...standing("Security Administrator", at("amira.haddad"), at("bruno.keller")),
  ...standing("SharePoint Administrator", at("miriam.graham"), at("john.smith")),
  ...standing("Privileged Role Administrator", "pim-deploy", at("henrietta.mueller")),
  ...standing("Application Administrator", "Terraform Runner"),
  ...standing("Directory Readers", "Reporting (old)", "Reporting (new)", "Patch Robot"),
  ...standing("User Administrator", "HR Provisioning"),
  { role: "User Administrator", principal: at("marco.rossi"), as: "standing", unit: "Sales Europe" },
  { role: "Security Reader", principal: at("freya.larsen"), as: "active", days: 120 },
  { role: "Intune Administrator", principal: at("patti.fernandez"), as: "active", days: 20 },
  { role: "Conditional Access Administrator", principal: at("chiara.conti"), as: "eligible", days: 90 },
  { role: "Security Administrator", principal: at("dmitri.volkov"), as: "eligible", days: 200 },
  { role: "Exchange Administrator", principal: at("jana.novak"), as: "eligible" },
  { role: "Groups Administrator", principal: "Entra Operators", as: "eligible", days: 180 },
  { role: "Privileged Authentication Administrator", principal: at("emeka.okafor"), as: "eligible", days: 10 },
  {
    role: "Authentication Administrator",
    principal: at("ines.garcia"),
    as: "eligible",
    unit: "Sales Europe",
    days: 60,
  },
  { role: "Application Support", principal: at("lynne.robbins"), as: "eligible", days: 150 },
];
