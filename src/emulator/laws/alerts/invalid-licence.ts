import { licenceOf } from "../licence";
import type { Alert } from "./alert";

export const invalidLicence: Alert = {
  id: "InvalidLicenseAlert",
  severity: "high",
  displayName: "The organization doesn't have Microsoft Entra ID P2 or Microsoft Entra ID Governance",
  securityImpact: "Without the licence nobody can activate roles or review who holds them.",
  mitigationSteps: "Buy a plan with Microsoft Entra ID P2 or Microsoft Entra ID Governance.",
  howToPrevent: "Keep a plan with Microsoft Entra ID P2 or Microsoft Entra ID Governance.",
  describe: () => "PIM needs a licence that the tenant does not have, or has no longer.",
  settings: {},
  find: ({ state }) => {
    if (licenceOf(state) === "P2") return [];
    return [{ id: state.tenantId, subject: state.tenantId, since: 0, facts: { tenantLicenseStatus: "Expired" } }];
  },
};
