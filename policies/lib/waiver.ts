import { builtInRole } from "pim-as-code/model";
import { z } from "zod";
import type { Subject } from "./verdict";

const said = (what: string) => z.string().regex(/\S/, { error: "must not be empty" }).describe(what);

/** Who may break a rule, why, on whose account, until when. */
const waiver = z
  .strictObject({
    principal: said("the person: user principal name, display name or object id").optional(),
    role: said("the role: name or id").optional(),
    reason: said("why the rule does not hold here"),
    owner: said("who answers for it"),
    expires: z.iso
      .date({ error: ({ input }) => `must be a date such as 2027-06-30, got "${input}"` })
      .describe("last day on which it holds, UTC"),
  })
  .superRefine((value, context) => {
    if (value.principal !== undefined || value.role !== undefined) return;
    const message = "names neither principal nor role; say whom or what it is for, a rule as a whole cannot be waived";
    context.addIssue({ code: "custom", message, input: value });
  });
export type Waiver = z.output<typeof waiver>;

/** Every rule's parameter of this name. */
export const waivers = z.array(waiver).default([]).describe("who may break this rule, why, and until when");

/** The waiver for a subject: a valid one if there is one, else one that has expired. */
export function waiverFor(subject: Subject, waivers: readonly Waiver[], today: Date): Waiver | undefined {
  const matching = waivers.filter((candidate) => covers(candidate, subject));
  return matching.find((candidate) => !isExpired(candidate, today)) ?? matching[0];
}

/** True from the first moment after its last day. */
export function isExpired({ expires }: Waiver, today: Date): boolean {
  return today.toISOString().slice(0, 10) > expires;
}

function covers({ principal, role }: Waiver, subject: Subject): boolean {
  return (role === undefined || isRole(role, subject)) && (principal === undefined || isPrincipal(principal, subject));
}

function isRole(wanted: string, { role, roleName }: Subject): boolean {
  return (builtInRole(wanted)?.id ?? wanted.toLowerCase()) === role || same(wanted, roleName);
}

/** Whether `wanted`, a name or an object id, is the account a subject is about. */
export function isPrincipal(wanted: string, subject: Subject): boolean {
  if (subject.kind === "settings") return false;
  return same(wanted, subject.principalName) || same(wanted, subject.principal);
}

function same(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
