import { type Answer, type Asker, at, listed, signedIn } from "../ask";
import { type Activation, type PilotPlane, pilotRules, ticketInfo } from "./plane";

/** Where a plane of Graph keeps its families. */
export interface GraphPlace {
  readonly role: string;
  /** "/roleManagement/directory/role" or "/identityGovernance/privilegedAccess/group/". */
  readonly families: string;
  /** First letter of a family: "A" of `roleAssignmentSchedules`, "a" of `assignmentSchedules`. */
  readonly capital: boolean;
  /** Where approvals are decided, with the word for its steps. */
  readonly approvals: readonly [path: string, steps: string];
  /** `$filter` of the settings. */
  readonly settings: string;
  /** What a request names beside the person. */
  readonly target: Readonly<Record<string, unknown>>;
  /** `$filter` of lists. */
  readonly filter: string;
  /** Of a review. */
  readonly scope: Readonly<Record<string, unknown>>;
  /** A review is about those who are members now, and the person is made one for it. */
  readonly reviewsMembers: boolean;
  readonly trail: readonly string[];
}

/** What PIM for roles and PIM for groups have in common: everything but alerts, which groups have none of. */
export function graphPilot(ask: Asker, place: GraphPlace, person: string, approver: string): PilotPlane {
  const family = (name: "Assignment" | "Eligibility", kind: string) =>
    `${place.families}${place.capital ? name : name.toLowerCase()}Schedule${kind}`;
  let last = "";

  const change = async (id: string, { kind, ...rule }: { kind: string }): Promise<Answer> => {
    // asked each time: the settings of a group are other ones after each change
    const list = await ask.get(`/policies/roleManagementPolicyAssignments?$filter=${place.settings}`);
    const policy = String(at(list.body, "value", 0, "policyId"));
    const type = `#microsoft.graph.unifiedRoleManagementPolicy${kind}`;
    return ask.send("PATCH", `/policies/roleManagementPolicies/${policy}/rules/${id}`, {
      "@odata.type": type,
      ...rule,
    });
  };
  const request = (name: "Assignment" | "Eligibility", body: Record<string, unknown>, headers = {}) =>
    ask.send(
      "POST",
      family(name, "Requests"),
      { principalId: person, ...place.target, justification: "pilot", ...body },
      headers,
    );
  const holds = async (name: "Assignment" | "Eligibility") =>
    listed(await ask.get(`${family(name, "Instances")}?$filter=${place.filter} and principalId eq '${person}'`))
      .length > 0;

  return {
    role: place.role,
    trail: place.trail,
    configure: async () => {
      const rules = pilotRules({ "@odata.type": "#microsoft.graph.singleUser", userId: approver });
      const answers: Answer[] = [];
      for (const [id, rule] of Object.entries(rules)) answers.push(await change(id, rule));
      return answers;
    },
    makeEligible: () =>
      request("Eligibility", {
        action: "adminAssign",
        scheduleInfo: { expiration: { type: "afterDuration", duration: "P30D" } },
      }),
    activate: async ({ mfa, ticket }: Activation) => {
      const answer = await request(
        "Assignment",
        {
          action: "selfActivate",
          scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
          ...(ticket ? { ticketInfo } : {}),
        },
        signedIn(person, { amr: mfa ? ["pwd", "mfa"] : ["pwd"] }),
      );
      last = String(at(answer.body, "id"));
      return answer;
    },
    decide: (by, reviewResult) => {
      const [path, steps] = place.approvals;
      const who = by === "approver" ? approver : person;
      return ask.send(
        "PATCH",
        `${path}/${last}/${steps}/${last}`,
        { reviewResult, justification: "seen" },
        signedIn(who),
      );
    },
    status: async () => at((await ask.get(`${family("Assignment", "Requests")}/${last}`)).body, "status"),
    isActive: () => holds("Assignment"),
    isEligible: () => holds("Eligibility"),
    isReviewed: () => holds(place.reviewsMembers ? "Assignment" : "Eligibility"),
    review: async () => {
      if (place.reviewsMembers)
        await request("Assignment", {
          action: "adminAssign",
          scheduleInfo: { expiration: { type: "afterDuration", duration: "P10D" } },
        });
      const definitions = "/identityGovernance/accessReviews/definitions";
      const made = await ask.send("POST", definitions, {
        displayName: `Pilot: ${place.role}`,
        scope: place.scope,
        reviewers: [{ query: `/users/${approver}`, queryType: "MicrosoftGraph" }],
        settings: {
          mailNotificationsEnabled: true,
          justificationRequiredOnApproval: true,
          defaultDecisionEnabled: false,
          defaultDecision: "None",
          instanceDurationInDays: 3,
          autoApplyDecisionsEnabled: true,
        },
      });
      const instances = `${definitions}/${String(at(made.body, "id"))}/instances`;
      const instance = `${instances}/${String(at((await ask.get(instances)).body, "value", 0, "id"))}`;
      const items = listed(await ask.get(`${instance}/decisions`));
      const item = items.find((each) => at(each, "principal", "id") === person);
      const decision = { decision: "Deny", justification: "left the project" };
      const denied = await ask.send(
        "PATCH",
        `${instance}/decisions/${String(at(item, "id"))}`,
        decision,
        signedIn(approver),
      );
      if (denied.status !== 204) throw new Error(JSON.stringify(denied.body));
    },
  };
}
