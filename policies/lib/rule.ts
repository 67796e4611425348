import { explain, tell } from "pim-as-code/model";
import { z } from "zod";
import { InvalidConfiguration } from "./invalid-configuration";
import type { Holding, Line, RoleSettings } from "./line";
import type { Source } from "./source";
import { attempt, compliant, type Verdict } from "./verdict";
import { type Waiver, waivers } from "./waiver";
import { type Finding, report } from "./wording";

/** What people read about a rule. */
export interface RuleText {
  /** Name of the policy and of the file; a contract, since configurations name it. */
  readonly id: string;
  /** Short code in the list of recommendations, e.g. `AS1`. */
  readonly code: string;
  /** What it demands, in a sentence. */
  readonly title: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  /** The first one is the main one. */
  readonly sources: readonly [Source, ...Source[]];
  readonly rationale: string;
  readonly remediation: string;
}

/** A rule judges lines one by one, the stack as a whole, or both: whatever it has a function for. */
interface Definition<Shape extends z.ZodRawShape> extends RuleText {
  /** What the pack's configuration may say, beside waivers; every parameter has a default. */
  readonly parameters: Shape;
  readonly settings?: Judge<RoleSettings, Verdict, Shape>;
  readonly eligibility?: Judge<Holding, Verdict, Shape>;
  readonly assignment?: Judge<Holding, Verdict, Shape>;
  readonly stack?: Judge<readonly Line[], readonly Verdict[], Shape>;
}
type Judge<What, Result, Shape extends z.ZodRawShape> = (what: What, given: Given<Shape>, today: Date) => Result;
type Given<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** A rule, whatever its parameters are. `judge` and `judgeStack` throw `InvalidConfiguration`. */
export interface Rule extends RuleText {
  /** Parameters and waivers, as the pack's configuration gives them. */
  readonly configuration: z.ZodObject;
  /** What there is to report of one line; inputs at preview. */
  readonly judge: ((line: Line, configuration: unknown, today: Date) => Finding[]) | undefined;
  /** What there is to report of all lines of a stack together. */
  readonly judgeStack: ((lines: readonly Line[], configuration: unknown, today: Date) => Finding[]) | undefined;
}

export function rule<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Rule {
  const { settings, eligibility, assignment, stack, parameters, ...text } = definition;
  const configuration = z.strictObject({ ...parameters, waivers });
  const judgeLine = (line: Line, given: Given<Shape>, today: Date): Verdict => {
    if (line.kind === "settings") return settings?.(line, given, today) ?? compliant;
    return (line.kind === "eligibility" ? eligibility : assignment)?.(line, given, today) ?? compliant;
  };
  /** Reads the configuration, judges, and weighs the waivers. */
  const judging =
    <What>(judge: Judge<What, readonly Verdict[], Shape>) =>
    (what: What, configured: unknown, today: Date): Finding[] => {
      const { given, excused } = read(text.id, configuration, parameters, configured);
      return judge(what, given, today).flatMap((verdict) => report(text.id, verdict, excused, today));
    };
  return {
    ...text,
    configuration,
    judge:
      (settings ?? eligibility ?? assignment) &&
      judging((line: Line, given, today) => [attempt(line, () => judgeLine(line, given, today))]),
    judgeStack: stack && judging(stack),
  };
}

/** Parameters with their defaults, and the waivers. */
function read<Shape extends z.ZodRawShape>(
  id: string,
  schema: z.ZodObject,
  parameters: Shape,
  configured: unknown,
): { given: Given<Shape>; excused: readonly Waiver[] } {
  const { complaints } = explain(schema, configured);
  if (complaints.length > 0) throw new InvalidConfiguration(tell(`configuration of ${id}`, complaints));
  const { waivers: excused, ...rest } = configured as Record<string, unknown>;
  return { given: z.object(parameters).parse(rest), excused: waivers.parse(excused) };
}
