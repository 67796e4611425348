import { describeSchedule, duration, endOf, minutesOf } from "pim-as-code/model";
import { z } from "zod";
import type { Holding } from "../lib/line";
import { customRoles, perRole, tierOf } from "../lib/role-list";
import { rule } from "../lib/rule";
import { deploymentPlan, ism } from "../lib/source";
import { compliant, violation } from "../lib/verdict";

export const eligibleAssignmentExpires = rule({
  id: "eligible-assignment-expires",
  code: "AS4",
  title: "Eligibility ends, the sooner the more powerful the role",
  level: "mandatory",
  severity: "medium",
  sources: [ism("ISM-1647"), deploymentPlan("Draft your Privileged Identity Management settings")],
  rationale: "Eligibility that never ends is standing access nobody looks at again.",
  remediation: "Give the eligibility schedule.duration or schedule.end within the role's maximum.",
  parameters: {
    maximum: duration
      .prefault("P365D")
      .describe("longest eligibility; longer ones of roles of mandatoryTier are refused"),
    roles: perRole(duration)
      .prefault({ "Global Administrator": "P90D", "Privileged Role Administrator": "P90D" })
      .describe("longest advisable eligibility, by role name or id"),
    mandatoryTier: z.int().min(0).max(2).default(0).describe("highest tier whose roles may not exceed maximum"),
    customRoles,
  },
  eligibility: (line, given, today) => {
    const days = daysOf(line, today);
    const advised = given.roles.get(line.role) ?? given.maximum;
    if (days <= inDays(advised)) return compliant;
    const tier = tierOf(line.role, given.customRoles) ?? given.mandatoryTier;
    const refused = tier <= given.mandatoryTier && days > inDays(given.maximum);
    return violation(line, {
      problem: Number.isFinite(days) ? `eligible ${describeSchedule(line.schedule)}` : "the eligibility is permanent",
      allowed: `at most ${advised}`,
      cure: `set schedule: { duration: "${advised}" }`,
      advice: !refused,
    });
  },
});

/** Length from the first start; from today where nobody has said one. */
function daysOf({ schedule, start }: Holding, today: Date): number {
  const first = new Date(schedule.start ?? start ?? today);
  const end = endOf(schedule, first);
  return end === undefined ? Number.POSITIVE_INFINITY : (end.getTime() - first.getTime()) / 86_400_000;
}

function inDays(text: string): number {
  return minutesOf(text) / 1440;
}
