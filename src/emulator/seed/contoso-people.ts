import type { SeedGroup, SeedUser } from "./seed";

const at = (login: string) => `${login}@contoso.com`;
const loginOf = (name: string) => name.toLowerCase().replaceAll(" ", ".");

const departments: Readonly<Record<string, readonly string[]>> = {
  "IT Operations": [
    "Adele Vance",
    "Alex Wilber",
    "Diego Siciliani",
    "Grady Archie",
    "Henrietta Mueller",
    "Isaiah Langer",
    "Johanna Lorenz",
    "Joni Sherman",
    "Lee Gu",
    "Lidia Holloway",
    "Lynne Robbins",
    "Megan Bowen",
    "Miriam Graham",
    "Nestor Wilke",
    "Patti Fernandez",
    "Pradeep Gupta",
  ],
  Security: ["Amira Haddad", "Bruno Keller", "Chiara Conti", "Dmitri Volkov", "Emeka Okafor", "Freya Larsen"],
  Messaging: ["Gustav Holm", "Hana Sato", "Igor Petrov", "Jana Novak"],
  Helpdesk: [
    "Kofi Mensah",
    "Laura Silva",
    "Mateo Ruiz",
    "Nadia Rahman",
    "Oscar Berg",
    "Priya Nair",
    "Quentin Morel",
    "Rosa Lopez",
  ],
  Sales: ["Lena Fischer", "Marco Rossi", "Ines Garcia", "Sven Olsson", "Tara Quinn", "Umar Khan"],
  Finance: ["Vera Schmidt", "Wei Zhang", "Ximena Torres", "Yusuf Demir", "Zoe Martin"],
  Board: ["Paula Meyer", "Robert King"],
  "Human Resources": ["Sofia Almeida", "Tomas Horak"],
};

const staff: SeedUser[] = Object.entries(departments).flatMap(([department, names]) =>
  names.map((displayName) => ({
    userPrincipalName: at(loginOf(displayName)),
    displayName,
    lastSignIn: 1,
    properties: { department },
  })),
);

const synced = { onPremisesSyncEnabled: true, onPremisesDomainName: "corp.contoso.com" };

export const contosoUsers: readonly SeedUser[] = [
  { userPrincipalName: at("bg-01"), displayName: "Break Glass 01", properties: { mail: null } },
  { userPrincipalName: at("bg-02"), displayName: "Break Glass 02", properties: { mail: null } },
  ...staff,
  {
    userPrincipalName: at("adm-pgupta"),
    displayName: "Pradeep Gupta (admin)",
    lastSignIn: 3,
    properties: { mail: null },
  },
  {
    userPrincipalName: at("svc-legacysync"),
    displayName: "Legacy Sync Admin",
    lastSignIn: 210,
    properties: { ...synced, mail: null },
  },
  {
    userPrincipalName: at("onprem.admin"),
    displayName: "Walter Dorn",
    lastSignIn: 2,
    properties: { ...synced, onPremisesSamAccountName: "wdorn" },
  },
  {
    userPrincipalName: at("greta.lind"),
    displayName: "Greta Lind",
    lastSignIn: 2,
    properties: { ...synced, onPremisesSamAccountName: "glind" },
  },
  // Two people of one name: a display name does not tell them apart.
  {
    userPrincipalName: at("john.smith"),
    displayName: "John Smith",
    lastSignIn: 1,
    properties: { department: "Sales" },
  },
  {
    userPrincipalName: at("john.smith2"),
    displayName: "John Smith",
    lastSignIn: 1,
    properties: { department: "Finance" },
  },
  {
    userPrincipalName: at("former.admin"),
    displayName: "Former Admin",
    lastSignIn: 150,
    properties: { accountEnabled: false },
  },
  {
    userPrincipalName: "kim.partner_fabrikam.com#EXT#@contoso.com",
    displayName: "Kim Partner",
    lastSignIn: 45,
    properties: {
      userType: "Guest",
      mail: "kim.partner@fabrikam.com",
      creationType: "Invitation",
      externalUserState: "Accepted",
    },
  },
  {
    userPrincipalName: "omar.consultant_northwind.com#EXT#@contoso.com",
    displayName: "Omar Consultant",
    lastSignIn: 9,
    properties: {
      userType: "Guest",
      mail: "omar.consultant@northwind.com",
      creationType: "Invitation",
      externalUserState: "Accepted",
    },
  },
];

export const contosoGroups: readonly SeedGroup[] = [
  {
    displayName: "Tier 1 Helpdesk",
    properties: { isAssignableToRole: true, description: "Holds Helpdesk Administrator" },
    members: [at("oscar.berg"), at("priya.nair")],
    owners: [at("amira.haddad")],
  },
  {
    displayName: "Security Approvers",
    properties: { isAssignableToRole: true, description: "Approves activations" },
    members: [at("amira.haddad"), at("bruno.keller")],
    owners: [at("amira.haddad")],
  },
  {
    displayName: "Entra Operators",
    properties: { isAssignableToRole: true, description: "Eligible for user administration" },
    members: [at("lee.gu"), at("joni.sherman")],
    owners: [at("adele.vance")],
  },
  {
    displayName: "All Helpdesk",
    properties: {
      groupTypes: ["DynamicMembership"],
      membershipRule: '(user.department -eq "Helpdesk")',
      membershipRuleProcessingState: "On",
    },
    members: [at("kofi.mensah"), at("laura.silva"), at("mateo.ruiz"), at("nadia.rahman")],
  },
  {
    displayName: "CORP Domain Admins",
    properties: { onPremisesSyncEnabled: true, onPremisesSamAccountName: "Domain Admins" },
    members: [at("onprem.admin"), at("greta.lind")],
  },
  { displayName: "Sales", members: [at("lena.fischer"), at("marco.rossi"), at("john.smith")] },
  { displayName: "Finance", members: [at("vera.schmidt"), at("wei.zhang"), at("john.smith2")] },
  { displayName: "Business", members: ["Sales", "Finance"], owners: [at("paula.meyer")] },
  {
    displayName: "Company Announcements",
    properties: {
      groupTypes: ["Unified"],
      mailEnabled: true,
      mail: at("announcements"),
      securityEnabled: false,
      visibility: "Public",
    },
  },
  // Three that PIM manages.
  { displayName: "Database Operators", owners: [at("alex.wilber")] },
  { displayName: "Payroll", members: [at("robert.king")], owners: [at("paula.meyer")] },
  {
    displayName: "Incident Response",
    properties: { isAssignableToRole: true, description: "Called at night" },
    members: [at("chiara.conti")],
  },
];
