/** What a client is told: the first line of `pim tenant serve`, and where in Azure it shall work. */
export interface Start {
  readonly graph: string;
  readonly arm: string;
  readonly login: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `/subscriptions/{id}` */
  readonly subscription: string;
}

/** Who acts, and by which roles; the Python client has the same names. */
export const people = { user: "zoe.martin@contoso.com", approver: "amira.haddad@contoso.com" } as const;
export const roles = { helpdesk: "729827e3-9c14-49f7-bb1b-9608f156bbb8", azure: "Reader" } as const;

/** What a client finds on its way, and the same for every client. */
export interface Journey {
  /** Settings changed and read back, eligibility given, activation asked for and approved. */
  readonly entra: {
    readonly users: number;
    readonly maximumDuration: unknown;
    readonly eligibility: unknown;
    readonly activation: unknown;
    readonly held: readonly unknown[];
  };
  /** The same in a subscription, without an approver. */
  readonly azure: {
    readonly maximumDuration: unknown;
    readonly eligibility: unknown;
    readonly activation: unknown;
    readonly held: readonly unknown[];
  };
}

export const expected: Omit<Journey, "entra"> & { readonly entra: Omit<Journey["entra"], "users"> } = {
  entra: { maximumDuration: "PT2H", eligibility: "Provisioned", activation: "PendingApproval", held: ["Activated"] },
  azure: { maximumDuration: "PT2H", eligibility: "Provisioned", activation: "Provisioned", held: ["Activated"] },
};
