/** From a rule to what the engine runs. */
import type {
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
import { z } from "zod";
import { now } from "./clock";
import { type Line, readLine } from "./line";
import type { Rule } from "./rule";
import type { Finding } from "./wording";

/**
 * What `reportViolation` takes beside a text: it alone lets one policy report both violations and advice. Present in
 * @pulumi/policy 1.21.0 and missing from its types (pulumi/pulumi-policy#424); the pack pins that version.
 */
type ReportAtLevel = (report: { message: string; enforcementLevel?: "advisory"; urn?: string }) => void;

export type RulePolicy = ResourceValidationPolicy & Partial<StackValidationPolicy>;

/** The policy of a rule: for single resources, for the stack, or both under one name. */
export function toPolicy(rule: Rule): RulePolicy {
  const { judge, judgeStack } = rule;
  const [{ name, version, reference, page }] = rule.sources;
  const about = {
    name: rule.id,
    displayName: rule.title,
    description: rule.rationale,
    enforcementLevel: rule.level,
    severity: rule.severity,
    framework: { name, version, reference, specification: page },
    tags: [rule.code],
    remediationSteps: rule.remediation,
    url: page,
    configSchema: { properties: propertiesOf(rule.configuration) },
  };
  const ofStack = judgeStack === undefined ? {} : { validateStack: validateStack(judgeStack) };
  const ofResource = judge === undefined ? {} : { validateResource: validateResource(judge) };
  return { ...about, ...ofResource, ...ofStack };
}

/** For the CLI, which checks types and required fields when it loads the pack. Forms are ours to check and to word. */
function propertiesOf(configuration: z.ZodObject): SchemaProperties {
  const { properties } = z.toJSONSchema(configuration, {
    io: "input",
    target: "draft-7",
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern;
      delete jsonSchema.format;
    },
  });
  return properties as SchemaProperties;
}
type SchemaProperties = NonNullable<RulePolicy["configSchema"]>["properties"];

function validateResource(judge: NonNullable<Rule["judge"]>): ResourceValidation {
  return (args, report) => {
    const line = readLine(args);
    if (line !== undefined) pass(judge(line, args.getConfig(), now()), report);
  };
}

function validateStack(judge: NonNullable<Rule["judgeStack"]>): StackValidation {
  return (args, report) => {
    const lines = args.resources.map(readLine).filter((line): line is Line => line !== undefined);
    if (lines.length > 0) pass(judge(lines, args.getConfig(), now()), report);
  };
}

function pass(findings: readonly Finding[], report: ReportViolation): void {
  const reportAtLevel = report as unknown as ReportAtLevel;
  for (const { message, advice, urn } of findings) {
    reportAtLevel({
      message,
      ...(advice ? { enforcementLevel: "advisory" } : {}),
      ...(urn === undefined ? {} : { urn }),
    });
  }
}
