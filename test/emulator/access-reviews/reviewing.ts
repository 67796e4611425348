import { type Asker, at, idOf, listed, roles, signedIn } from "../ask";

export const path = "/identityGovernance/accessReviews/definitions";

type Changes = Readonly<Record<string, unknown>>;

/** The scope of everybody who holds a role, in whatever way. */
export function roleScope(role: string, ...principals: readonly string[]): Changes {
  const scopes = (principals.length === 0 ? ["/users", "/groups"] : principals).map((query) => ({
    "@odata.type": "#microsoft.graph.accessReviewQueryScope",
    query,
    queryType: "MicrosoftGraph",
  }));
  return {
    "@odata.type": "#microsoft.graph.principalResourceMembershipsScope",
    principalScopes: scopes,
    resourceScopes: [
      {
        "@odata.type": "#microsoft.graph.accessReviewQueryScope",
        query: `/roleManagement/directory/roleDefinitions/${role}`,
        queryType: "MicrosoftGraph",
      },
    ],
  };
}

export function query(text: string): Changes {
  return { "@odata.type": "#microsoft.graph.accessReviewQueryScope", query: text, queryType: "MicrosoftGraph" };
}

/** A definition that the service takes: people review themselves, for three days, once, from now on. */
export function definition(changes: Changes = {}, settings: Changes = {}): Changes {
  return {
    displayName: "Security administrators",
    descriptionForAdmins: "Who needs it",
    scope: roleScope(roles.securityAdministrator),
    reviewers: [],
    settings: {
      mailNotificationsEnabled: true,
      reminderNotificationsEnabled: true,
      justificationRequiredOnApproval: true,
      defaultDecisionEnabled: false,
      defaultDecision: "None",
      instanceDurationInDays: 3,
      autoApplyDecisionsEnabled: false,
      recommendationsEnabled: true,
      ...settings,
    },
    ...changes,
  };
}

/** Every first of the month from April on, without end. */
export const monthly = {
  pattern: { type: "absoluteMonthly", interval: 1, dayOfMonth: 1 },
  range: { type: "noEnd", startDate: "2027-04-01" },
};

/** A review that was made, and short words for its first instance. */
export interface Reviewing {
  readonly id: string;
  instances(): Promise<readonly unknown[]>;
  /** Path of the instance of that number. */
  instance(index?: number): Promise<string>;
  decisions(index?: number): Promise<readonly unknown[]>;
  /** The item about a person. */
  about(name: string, index?: number): Promise<unknown>;
  decide(by: string, name: string, decision: string, justification?: string): ReturnType<Asker["send"]>;
}

export async function reviewing(ask: Asker, body: Changes): Promise<Reviewing> {
  const made = await ask.send("POST", path, body);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const id = String(at(made.body, "id"));
  const instances = async () => listed(await ask.get(`${path}/${id}/instances`));
  const instance = async (index = 0) => `${path}/${id}/instances/${String(at((await instances())[index], "id"))}`;
  const decisions = async (index = 0) => listed(await ask.get(`${await instance(index)}/decisions`));
  const about = async (name: string, index = 0) => {
    const person = await idOf(ask, name);
    return (await decisions(index)).find((item) => at(item, "principal", "id") === person);
  };
  return {
    id,
    instances,
    instance,
    decisions,
    about,
    decide: async (by, name, decision, justification = "seen") => {
      const item = String(at(await about(name), "id"));
      const caller = signedIn(await idOf(ask, by));
      return ask.send("PATCH", `${await instance()}/decisions/${item}`, { decision, justification }, caller);
    },
  };
}

/** Who holds a role now, by kind: names sorted. */
export function holders(ask: Asker, role: string): string[] {
  return ask.tenant
    .holders()
    .filter(({ roleId }) => roleId === role)
    .map(({ principalName, state }) => `${principalName} ${state}`)
    .sort();
}
