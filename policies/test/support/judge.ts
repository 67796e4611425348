import { type Finding, type Line, type Resource, type Rule, readLine } from "../../lib";
import { rules } from "../../rules";

export const TODAY = new Date("2026-11-22T09:00:00Z");

export function ruleNamed(id: string): Rule {
  const found = rules.find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
}

/** What a rule reports of resources: of each on its own, then of all together. */
export function findings(
  id: string,
  resources: readonly Resource[],
  configuration: object = {},
  today = TODAY,
): Finding[] {
  const { judge, judgeStack } = ruleNamed(id);
  const lines = resources.map(readLine).filter((line): line is Line => line !== undefined);
  return [
    ...lines.flatMap((line) => judge?.(line, configuration, today) ?? []),
    ...(judgeStack?.(lines, configuration, today) ?? []),
  ];
}

/** The reports as text, `violation` or `advice` in front. */
export function told(id: string, resources: readonly Resource[], configuration: object = {}, today = TODAY): string[] {
  return findings(id, resources, configuration, today).map(
    ({ advice, message }) => `${advice ? "advice" : "violation"} ${message}`,
  );
}
