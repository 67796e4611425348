/** Generated programs for the undo properties: who is declared how, under which settings, and what others do meanwhile. */
import fc from "fast-check";
import type { Settings } from "../../src/model";
import { anyApprovers, settingsWith } from "./generate";
import type { Line } from "./mini-engine";

/** The role whose schedules are declared, and one of which settings alone are. */
export const ROLE = "Exchange Administrator";
export const OTHER_ROLE = "Helpdesk Administrator";

export type As = "nobody" | "eligible" | "eligible instead" | "active" | "both";

/** What a program says about one person. */
export interface Person {
  readonly as: As;
  readonly eligible: object;
  readonly active: object;
  /** Part of the resource's name: another one is a rename. */
  readonly name: string;
}

export interface Plan {
  /** Settings of the schedules' role: what they refuse is not declared in the same plan. */
  readonly own: Settings | undefined;
  readonly other: Settings | undefined;
  readonly people: readonly Person[];
}

/** What somebody else does between two runs. */
export interface Deed {
  readonly what: "remove" | "add" | "delete person";
  readonly family: "eligibility" | "assignment";
  readonly person: number;
}

/** Limits of the schedules' role, and the schedules that they allow. */
const PERMANENT = { permanent: true };
const SHORT = { duration: "P15D" };
const LIMITS: readonly { own: Settings | undefined; eligible: object[]; active: object[] }[] = [
  {
    own: undefined,
    eligible: [PERMANENT, SHORT, { duration: "P90D" }, { end: "2027-02-20T00:00:00Z" }],
    active: [PERMANENT, SHORT, { duration: "P90D" }, { end: "2027-02-20T00:00:00Z" }],
  },
  {
    own: { eligibility: { permanent: false, maximumDuration: "P30D" }, activation: { require: ["mfa"] } },
    eligible: [SHORT, { duration: "P30D" }],
    active: [PERMANENT, SHORT],
  },
  {
    own: { assignment: { permanent: false, maximumDuration: "P15D", require: ["justification", "mfa"] } },
    eligible: [PERMANENT, { duration: "P90D" }],
    active: [SHORT],
  },
  {
    own: {
      eligibility: { permanent: false, maximumDuration: "P15D" },
      assignment: { permanent: false, maximumDuration: "P30D" },
    },
    eligible: [SHORT],
    active: [SHORT, { duration: "P30D" }],
  },
];

/** @param tied whether the settings of the schedules' role may be declared too */
export function plan(people: readonly string[], approvers: readonly string[], tied: boolean): fc.Arbitrary<Plan> {
  const other = fc.option(settingsWith(anyApprovers(fc.constantFrom(...approvers), fc.constant(""))).map(usersOnly), {
    nil: undefined,
  });
  return fc.constantFrom(...(tied ? LIMITS : LIMITS.slice(0, 1))).chain(({ own, eligible, active }) =>
    fc.record({
      own: fc.constant(own),
      other,
      people: fc.tuple(
        ...people.map(() =>
          fc.record({
            as: fc.constantFrom<As>("nobody", "eligible", "eligible instead", "active", "both"),
            eligible: fc.constantFrom(...eligible),
            active: fc.constantFrom(...active),
            name: fc.constantFrom("", "", "-renamed"),
          }),
        ),
      ),
    }),
  );
}

export function deeds(people: number): fc.Arbitrary<Deed[]> {
  const deed = fc.record({
    what: fc.constantFrom<Deed["what"]>("remove", "remove", "add", "delete person"),
    family: fc.constantFrom<Deed["family"]>("eligibility", "assignment"),
    person: fc.nat(people - 1),
  });
  return fc.array(deed, { maxLength: 2 });
}

/** Groups cannot be told from people by these ids. */
function usersOnly(settings: Settings): Settings {
  const approval = settings.activation?.approval;
  if (approval === undefined) return settings;
  const approvers = approval.approvers.filter((one) => "user" in one);
  return { ...settings, activation: { ...settings.activation, approval: { ...approval, approvers } } };
}

export function linesOf({ own, other, people }: Plan, ids: readonly string[]): Line[] {
  const settings = (role: string, values: Settings | undefined): Line[] =>
    values === undefined
      ? []
      : [{ type: "EntraRoleSettings", name: `settings of ${role}`, inputs: { role, ...values } }];
  const lines = people.flatMap(({ as, eligible, active, name }, index): Line[] => {
    const inputs = { role: ROLE, principalId: ids[index] };
    const standing = as === "eligible instead" ? { standing: "remove" } : {};
    const eligibility: Line = {
      type: "EntraRoleEligibility",
      name: `eligible-${index}${name}`,
      inputs: { ...inputs, ...standing, schedule: eligible },
    };
    const assignment: Line = {
      type: "EntraRoleAssignment",
      name: `active-${index}${name}`,
      inputs: { ...inputs, schedule: active },
    };
    return [...(hasEligibility(as) ? [eligibility] : []), ...(hasAssignment(as) ? [assignment] : [])];
  });
  // settings before the schedules of the role, as components order them
  const options = own === undefined ? {} : { options: { dependsOn: [`settings of ${ROLE}`] } };
  return [...settings(ROLE, own), ...settings(OTHER_ROLE, other), ...lines.map((line) => ({ ...line, ...options }))];
}

export function hasEligibility(as: As): boolean {
  return as === "eligible" || as === "eligible instead" || as === "both";
}

export function hasAssignment(as: As): boolean {
  return as === "active" || as === "both";
}
