/** Generated declarations for property tests: canonical settings, any combination of fields. */
import fc from "fast-check";
import type { Settings } from "../../src/model";

const guid = fc.uuid();
const subset = <T extends string>(...values: T[]) => fc.subarray(values).map((list) => [...list].sort());
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const activationDuration = fc.constantFrom("PT30M", "PT1H", "PT1H30M", "PT2H", "PT8H", "P1D");
const assignmentDuration = fc.constantFrom("P15D", "P30D", "P90D", "P180D", "P365D");

/** Approvers by id; the ids come from `people` and `groups` where a tenant must know them. */
export const anyApprovers = (people: fc.Arbitrary<string> = guid, groups: fc.Arbitrary<string> = guid) =>
  fc
    .array(
      fc.oneof(
        people.map((user) => ({ user })),
        groups.map((group) => ({ group })),
      ),
      { maxLength: 3 },
    )
    .map((list) => {
      const key = (one: { user: string } | { group: string }) =>
        "user" in one ? `user ${one.user}` : `group ${one.group}`;
      const distinct = [...new Map(list.map((one) => [key(one), one])).entries()];
      return distinct.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    });

const mail = fc
  .record({
    enabled: optional(fc.boolean()),
    recipients: optional(
      fc
        .uniqueArray(fc.constantFrom("soc@contoso.com", "audit@contoso.com", "it@contoso.com"))
        .map((list) => list.sort()),
    ),
    defaultRecipients: optional(fc.boolean()),
    criticalOnly: optional(fc.boolean()),
  })
  .map((one) => (one.enabled === false ? { ...one, criticalOnly: undefined } : one));

const mails = fc.record({ admin: optional(mail), assignee: optional(mail), approver: optional(mail) });
const expiry = fc.record({
  permanent: optional(fc.boolean()),
  maximumDuration: optional(assignmentDuration),
  require: optional(subset("mfa", "justification")),
});

const activationWith = (approvers: ReturnType<typeof anyApprovers>) =>
  fc
    .record({
      maximumDuration: optional(activationDuration),
      require: optional(subset("mfa", "justification", "ticket")),
      authenticationContext: optional(fc.constantFrom("none", "c1", "c7", "c99")),
      approval: optional(fc.record({ required: fc.boolean(), approvers })),
    })
    .map((one) => {
      const bound = one.authenticationContext !== undefined && one.authenticationContext !== "none";
      return bound ? { ...one, require: one.require?.filter((check) => check !== "mfa") } : one;
    });

/** Canonical settings with any combination of fields, approvers from `approvers`. */
export const settingsWith = (approvers: ReturnType<typeof anyApprovers>): fc.Arbitrary<Settings> =>
  fc
    .record({
      activation: optional(activationWith(approvers)),
      eligibility: optional(expiry),
      assignment: optional(expiry),
      notifications: optional(
        fc.record({ eligibility: optional(mails), assignment: optional(mails), activation: optional(mails) }),
      ),
    })
    .map((one) => JSON.parse(JSON.stringify(one)) as Settings);

export const anySettings = settingsWith(anyApprovers());
