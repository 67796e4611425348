import type { SeedManagedGroup } from "./seed";

const at = (login: string) => `${login}@contoso.com`;

/** The groups of Contoso that PIM manages, and who holds what in them. */
export const contosoManagedGroups: readonly SeedManagedGroup[] = [
  {
    group: "Database Operators",
    holders: [
      { principal: at("grady.archie"), access: "member", as: "eligible", days: 120 },
      { principal: at("isaiah.langer"), access: "member", as: "eligible", days: 5 },
      { principal: at("nadia.rahman"), access: "member", as: "active", days: 30 },
    ],
  },
  {
    group: "Payroll",
    holders: [
      { principal: at("vera.schmidt"), access: "member", as: "eligible", days: 90 },
      { principal: at("wei.zhang"), access: "owner", as: "eligible", days: 90 },
    ],
    approvers: ["Security Approvers"],
  },
  {
    group: "Incident Response",
    holders: [
      { principal: at("freya.larsen"), access: "member", as: "eligible", days: 200 },
      { principal: at("emeka.okafor"), access: "owner", as: "eligible", days: 60 },
    ],
  },
];
