/** Where a rule comes from: a baseline, its version, the item in it, and a page to read. */
export interface Source {
  readonly name: string;
  readonly version: string;
  readonly reference: string;
  readonly page: string;
}

const LEARN = "https://learn.microsoft.com/entra/";

/** A page of Microsoft's documentation, by its path. */
export function microsoft(reference: string, path: string): Source {
  return { name: "Microsoft Learn", version: "2026-11", reference, page: `${LEARN}${path}` };
}

/** Microsoft's plan for a PIM deployment: its settings tables and recommendations. */
export function deploymentPlan(reference: string): Source {
  return microsoft(reference, "id-governance/privileged-identity-management/pim-deployment-plan");
}

/** Microsoft's page about emergency access accounts. */
export const emergencyAccess = microsoft(
  "Manage emergency access accounts",
  "identity/role-based-access-control/security-emergency-access",
);

/** CISA's secure configuration baseline for Entra ID. */
export function scuba(reference: string): Source {
  const page = "https://github.com/cisagov/ScubaGear/blob/main/PowerShell/ScubaGear/baselines/aad.md";
  return { name: "CISA SCuBA", version: "1", reference, page };
}

/** CIS Microsoft 365 Foundations Benchmark. */
export function cis(reference: string): Source {
  return {
    name: "CIS Microsoft 365",
    version: "7.0",
    reference,
    page: "https://www.cisecurity.org/benchmark/microsoft_365",
  };
}

/** Microsoft's Zero Trust Assessment. */
export function zeroTrust(reference: string): Source {
  const page = `https://github.com/microsoft/zerotrustassessment/blob/main/src/powershell/tests/Test-Assessment.${reference}.md`;
  return { name: "Zero Trust Assessment", version: "2", reference, page };
}

/** Australian Information Security Manual. */
export function ism(reference: string): Source {
  const page = "https://www.cyber.gov.au/business-government/asds-cyber-security-frameworks/ism";
  return { name: "Information Security Manual", version: "2026", reference, page };
}
