import { GLOBAL_ADMINISTRATOR } from "pim-as-code/model";
import { z } from "zod";
import { breakGlass, breakGlassAccounts, globalAdministrators } from "../lib/break-glass";
import { rule } from "../lib/rule";
import { cis, deploymentPlan, emergencyAccess, zeroTrust } from "../lib/source";
import { attempt, compliant, notJudged, violation } from "../lib/verdict";

export const breakGlassCount = rule({
  id: "break-glass-count",
  code: "BG2",
  title: "There are two to four break-glass accounts",
  level: "mandatory",
  severity: "high",
  sources: [
    emergencyAccess,
    cis("1.1.2"),
    zeroTrust("21835"),
    deploymentPlan("Decide which role assignments should be permanent or eligible"),
  ],
  rationale: "With one account a lost key locks everybody out; each one more is standing access that must be watched.",
  remediation: "Declare the accounts with breakGlass: true, or name them in the configuration.",
  parameters: {
    min: z.int().min(0).default(2).describe("fewest accounts"),
    max: z.int().min(1).default(4).describe("most accounts"),
    breakGlass,
  },
  stack: (lines, { min, max, breakGlass: named }) => [
    attempt(globalAdministrators, () => {
      const accounts = breakGlassAccounts(lines, named);
      if (accounts.length >= min && accounts.length <= max) return compliant;
      if (accounts.length === 0 && !lines.some((line) => line.role === GLOBAL_ADMINISTRATOR)) {
        return notJudged(globalAdministrators, "this stack declares neither that role nor a break-glass account");
      }
      const names = accounts.map(({ principalName }) => principalName).join(", ");
      return violation(globalAdministrators, {
        problem: `${accounts.length} break-glass account${accounts.length === 1 ? "" : "s"}${names && ` (${names})`}`,
        allowed: min === max ? `exactly ${min}` : `${min} to ${max}`,
        cure: accounts.length < min ? "declare them with breakGlass: true" : "retire those that nobody needs",
      });
    }),
  ],
});
