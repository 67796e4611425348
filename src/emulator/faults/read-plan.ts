import { readFileSync } from "node:fs";
import { isObject } from "../body";
import type { FaultPlan, FaultRule } from "./fault";

type Check = (value: unknown) => boolean;

const whole: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const one =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const flag = one(true, false);
const bodies = one("json", "html", "empty");

/** Fields of a rule, what each may be, and in which words that is said. */
const aim: Fields = {
  on: [
    (value) => typeof value === "string" && /^(\*|[A-Za-z]+) \S+$/.test(value),
    'a method and a path, such as "POST /v1.0/**"',
  ],
  first: [whole, "a whole number"],
  nth: [
    (value) => Array.isArray(value) && value.every((item) => whole(item) && item > 0),
    "a list of whole numbers from 1",
  ],
  chance: [(value) => typeof value === "number" && value >= 0 && value <= 1, "a number from 0 to 1"],
};
const ms: Fields = { ms: [whole, "a whole number of milliseconds"] };
const retryAfter: Fields = { retryAfter: [whole, "a whole number of seconds"] };
const body: Fields = { body: [bodies, '"json", "html" or "empty"'] };
const after: Fields = { after: [flag, "true or false"] };

const kinds: Readonly<Record<FaultRule["fault"], Fields>> = {
  throttle: { ...retryAfter, ...body },
  error: { status: [one(500, 502, 503, 504), "500, 502, 503 or 504"], ...after, ...retryAfter, ...body },
  reset: after,
  slow: ms,
  truncate: {},
  stale: ms,
  widen: {},
  pending: {},
  unreplicated: {},
  expired: {},
};
const required = new Set(["on", "status", "ms"]);

type Fields = Readonly<Record<string, readonly [Check, string]>>;

/** Reads a file of faults; throws an error that says what is wrong and what is allowed. */
export function readPlan(file: string): FaultPlan {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) };
    throw new Error(`cannot read the faults in ${file}: ${message}`);
  }
  return checkPlan(content, file);
}

/** Takes a plan as it is when nothing is wrong with it; `place` is named in errors. */
export function checkPlan(plan: unknown, place = "the fault plan"): FaultPlan {
  if (!isObject(plan) || !Array.isArray(plan.faults))
    throw new Error(`${place}: expected {"seed": "…", "faults": [{"on": "POST /v1.0/**", "fault": "throttle"}, …]}`);
  const { seed = "", faults } = plan;
  if (typeof seed !== "string") throw new Error(`${place}: "seed" must be a text, got ${JSON.stringify(seed)}`);
  return { seed, faults: faults.map((rule, index) => checkRule(rule, `${place}: faults[${index}]`)) };
}

function checkRule(rule: unknown, place: string): FaultRule {
  if (!isRule(rule)) {
    const got = JSON.stringify(isObject(rule) ? rule.fault : rule);
    throw new Error(`${place}: "fault" must be one of ${Object.keys(kinds).join(", ")}, got ${got}`);
  }
  const fields: Fields = { ...aim, ...kinds[rule.fault] };
  for (const [name, value] of Object.entries(rule)) {
    if (name === "fault") continue;
    const field = fields[name];
    if (field === undefined)
      throw new Error(`${place}: a "${rule.fault}" has no "${name}"; it takes ${Object.keys(fields).join(", ")}`);
    const [holds, words] = field;
    if (!holds(value)) throw new Error(`${place}: "${name}" must be ${words}, got ${JSON.stringify(value)}`);
  }
  for (const [name, [, words]] of Object.entries(fields))
    if (required.has(name) && !(name in rule)) throw new Error(`${place}: "${name}" is missing: ${words}`);
  return rule;
}

/** A rule by its kind; its fields are checked one by one afterwards. */
function isRule(rule: unknown): rule is FaultRule {
  return isObject(rule) && typeof rule.fault === "string" && Object.hasOwn(kinds, rule.fault);
}
