import type { Alert } from "./alert";

/** What the alerts of both services say about roles that were assigned past PIM. */
export const outsidePimWords = {
  severity: "high",
  displayName: "Roles are being assigned outside of Privileged Identity Management",
  securityImpact: "What is assigned past PIM is not watched by it; an attacker may have done it.",
  mitigationSteps: "Look through the list and take away the roles that were assigned past PIM.",
  howToPrevent: "Find out where roles are assigned past PIM and put a stop to it.",
  describe: (incidents) => `${incidents.length} assignment(s) of roles were made past PIM.`,
  settings: {},
} satisfies Partial<Alert>;
