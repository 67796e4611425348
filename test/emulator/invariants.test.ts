import { expect } from "chai";
import * as fc from "fast-check";
import { type Asker, asker, at, day0, listed, requestBody, roles, schedulePath, signedIn } from "./ask";

type Step =
  | {
      readonly kind: "request";
      readonly family: "assignment" | "eligibility";
      readonly action: string;
      readonly person: number;
      readonly role: number;
      readonly expiration: unknown;
      readonly delay: number;
      readonly justified: boolean;
    }
  | { readonly kind: "clock"; readonly move: string }
  | { readonly kind: "plain"; readonly person: number; readonly role: number }
  | { readonly kind: "unplain"; readonly index: number }
  | { readonly kind: "cancel"; readonly index: number }
  | { readonly kind: "require"; readonly role: number; readonly maximumDuration: string }
  | { readonly kind: "delete"; readonly person: number };

const actions = [
  "adminAssign",
  "adminUpdate",
  "adminRemove",
  "adminExtend",
  "adminRenew",
  "selfActivate",
  "selfDeactivate",
  "selfExtend",
];
const chosenRoles = [roles.exchangeAdministrator, roles.userAdministrator, roles.helpdeskAdministrator];
const people = 3;

const expiration = fc.oneof(
  fc.constant({ type: "noExpiration" }),
  fc
    .constantFrom("PT2M", "PT1H", "P1D", "P30D", "P400D", "P6M")
    .map((duration) => ({ type: "afterDuration", duration })),
  fc.integer({ min: -10, max: 400 }).map((days) => ({ type: "afterDateTime", endDateTime: inDays(days) })),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("request" as const),
      family: fc.constantFrom("assignment" as const, "eligibility" as const),
      action: fc.oneof(
        { weight: 2, arbitrary: fc.constant("adminAssign") },
        { weight: 3, arbitrary: fc.constantFrom(...actions) },
      ),
      person: fc.nat(people - 1),
      role: fc.nat(chosenRoles.length - 1),
      expiration,
      delay: fc.constantFrom(0, 0, 0, 20),
      justified: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("clock" as const),
      move: fc.constantFrom("PT1M", "PT5M", "PT2H", "P10D", "P50D"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("plain" as const), person: fc.nat(people - 1), role: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("unplain" as const), index: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), index: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("require" as const),
      role: fc.nat(2),
      maximumDuration: fc.constantFrom("P15D", "P365D"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), person: fc.nat(people - 1) }) },
);

describe("whatever is asked of the tenant", () => {
  it("keeps instances within schedules, one per tuple, and a record and an audit event of every change", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const ask = asker({ seed: "empty" });
        try {
          const ids = await hire(ask);
          for (const each of steps) {
            await checkedStep(ask, each, ids);
            await checkState(ask);
          }
          await checkAudit(ask);
        } finally {
          ask.tenant.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});

async function hire({ send }: Asker): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < people; index += 1) {
    const name = `p${index}`;
    const body = {
      accountEnabled: true,
      displayName: name,
      mailNickname: name,
      userPrincipalName: `${name}@empty.example`,
      passwordProfile: {},
    };
    ids.push(String(at((await send("POST", "/users", body)).body, "id")));
  }
  return ids;
}

/** A write that passed left a change, one that was refused left none. Only what ended by itself may come between. */
async function checkedStep(ask: Asker, each: Step, ids: readonly string[]): Promise<void> {
  const since = ask.tenant.changes().at(-1)?.sequence ?? 0;
  if (each.kind === "clock") {
    ask.tenant.clock.advance(each.move);
    return;
  }
  const status = await run(ask, each, ids);
  if (status === undefined) return;
  const caused = ask.tenant.changes(since).filter(({ request }) => request !== undefined);
  expect(status).to.be.oneOf([200, 201, 204, 400, 403, 404]);
  if (status >= 300) expect(caused, JSON.stringify(each)).to.deep.equal([]);
  // Settings that were there already are no change.
  else if (each.kind !== "require") expect(caused, JSON.stringify(each)).to.not.deep.equal([]);
}

async function run(
  ask: Asker,
  each: Exclude<Step, { kind: "clock" }>,
  ids: readonly string[],
): Promise<number | undefined> {
  const person = "person" in each ? (ids[each.person] ?? "") : "";
  const role = "role" in each ? (chosenRoles[each.role] ?? "") : "";
  if (each.kind === "request") {
    const scheduleInfo = { startDateTime: inDays(each.delay), expiration: each.expiration };
    const body = requestBody(person, role, {
      action: each.action,
      scheduleInfo,
      justification: each.justified ? "because" : null,
    });
    const headers = each.action.startsWith("self") ? signedIn(person) : {};
    return (await ask.send("POST", schedulePath[each.family], body, headers)).status;
  }
  if (each.kind === "plain") {
    const body = { principalId: person, roleDefinitionId: role, directoryScopeId: "/" };
    return (await ask.send("POST", "/roleManagement/directory/roleAssignments", body)).status;
  }
  if (each.kind === "delete") return (await ask.send("DELETE", `/users/${person}`)).status;
  if (each.kind === "require") return requireExpiration(ask, role, each.maximumDuration);
  const path = each.kind === "unplain" ? "/roleManagement/directory/roleAssignments" : schedulePath.eligibility;
  const id = at(listed(await ask.get(path))[each.index], "id");
  if (id === undefined) return undefined;
  const answer =
    each.kind === "unplain" ? ask.send("DELETE", `${path}/${id}`) : ask.send("POST", `${path}/${id}/cancel`);
  return (await answer).status;
}

async function requireExpiration(ask: Asker, role: string, maximumDuration: string): Promise<number> {
  const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${role}'`;
  const list = await ask.get(`/policies/roleManagementPolicyAssignments?$filter=${filter}`);
  const path = `/policies/roleManagementPolicies/${at(list.body, "value", 0, "policyId")}/rules/Expiration_Admin_Eligibility`;
  const type = "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule";
  return (await ask.send("PATCH", path, { "@odata.type": type, isExpirationRequired: true, maximumDuration })).status;
}

async function checkState(ask: Asker): Promise<void> {
  const now = ask.tenant.clock.now().getTime();
  for (const family of ["Assignment", "Eligibility"] as const) {
    const list = async (kind: string) =>
      listed(await ask.get(`/roleManagement/directory/role${family}${kind}?$top=999`));
    const schedules = new Set((await list("Schedules")).map((each) => at(each, "id")));
    const tuples = new Set<string>();
    for (const instance of await list("ScheduleInstances")) {
      expect(schedules.has(at(instance, `role${family}ScheduleId`)), "an instance without its schedule").to.equal(true);
      const end = at(instance, "endDateTime");
      if (typeof end === "string") expect(Date.parse(end), "an instance beyond its end").to.be.greaterThan(now);
      const tuple = ["principalId", "roleDefinitionId", "directoryScopeId", "assignmentType"]
        .map((name) => at(instance, name))
        .join();
      expect(tuples.has(tuple), `two of ${tuple}`).to.equal(false);
      tuples.add(tuple);
    }
  }
  expect(held(ask)).to.have.members(replayed(ask));
}

/** Each request that changed something, and each thing that ended by itself, has its events, while the log remembers. */
async function checkAudit(ask: Asker): Promise<void> {
  const from = ask.tenant.clock.now().getTime() - 30 * 86_400_000;
  const causes = ask.tenant
    .changes()
    .filter(({ at: date, actor }) => actor !== "seed" && Date.parse(date) >= from)
    .filter(({ family, after }) => family !== "request" || after !== null)
    .map(({ request, sequence }) => request ?? `alone ${sequence}`);
  const told = new Set<unknown>();
  for (let next: unknown = "/auditLogs/directoryAudits?$top=999"; typeof next === "string"; ) {
    const page = await ask.get(next);
    for (const event of listed(page)) told.add(at(event, "correlationId"));
    next = at(page.body, "@odata.nextLink");
  }
  expect(told.size, "requests and ends in the audit log").to.equal(new Set(causes).size);
}

function held({ tenant }: Asker): string[] {
  const kinds = { active: "Assigned", activated: "Activated", eligible: "Eligible" };
  return tenant
    .holders()
    .map(({ state, principalId, roleId, scope, end }) => [kinds[state], principalId, roleId, scope, end].join());
}

/** Who holds what by the journal alone. */
function replayed({ tenant }: Asker): string[] {
  const state = new Map<string, unknown>();
  for (const { family, key, after } of tenant.changes()) {
    if (family !== "assignment" && family !== "eligibility") continue;
    if (after === null) state.delete(key.join());
    else state.set(key.join(), at(after, "end"));
  }
  return [...state].map(([key, end]) => [key, end].join());
}

function inDays(days: number): string {
  return new Date(Date.parse(day0) + days * 86_400_000).toISOString();
}
