/** Ten roles, and as many people as it takes to have every role held by one in ten assignments. */
const roles = [
  "User Administrator",
  "Groups Administrator",
  "Exchange Administrator",
  "SharePoint Administrator",
  "Teams Administrator",
  "Intune Administrator",
  "Security Reader",
  "Global Reader",
  "Reports Reader",
  "Helpdesk Administrator",
];

/** Who the filters of the benchmark ask for: holds all of the roles, in every tenant. */
export const ASKED = "person-1@bench.example";

/** A seed with `size` eligible, `size` active and `size` Azure assignments. */
export function tenantSeed(size: number): object {
  const people = Array.from(
    { length: Math.ceil(size / roles.length) },
    (_, index) => `person-${index + 1}@bench.example`,
  );
  const pairs = people.flatMap((principal) => roles.map((role) => ({ role, principal }))).slice(0, size);
  return {
    tenant: { displayName: "Bench", domain: "bench.example" },
    users: [...people, "admin@bench.example"].map((name) => ({ userPrincipalName: name, displayName: name })),
    servicePrincipals: [{ displayName: "pim-deploy" }],
    holders: [
      { role: "Global Administrator", principal: "admin@bench.example", as: "standing" },
      { role: "Privileged Role Administrator", principal: "pim-deploy", as: "standing" },
      ...pairs.map((pair) => ({ ...pair, as: "eligible", days: 90 })),
      ...pairs.map((pair) => ({ ...pair, as: "standing" })),
    ],
    azure: {
      subscriptions: [{ displayName: "Bench", resourceGroups: roles.map((_, index) => ({ name: `rg-${index}` })) }],
      holders: people
        .flatMap((principal) =>
          roles.map((_, index) => ({ role: "Reader", principal, at: `Bench/rg-${index}`, as: "eligible", days: 90 })),
        )
        .slice(0, size),
    },
    deployer: "pim-deploy",
  };
}
