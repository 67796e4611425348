import { entraRoles } from "../src/data";

const SCHEDULES = 9;
/** Its profile asks for approvers, which are no part of what is measured. */
const LEFT_OUT = "Global Administrator";

export interface Workload {
  /** Seed of the embedded tenant: people, and custom roles where the built-in ones do not suffice. */
  readonly seed: object;
  /** The deployment, in the form of deployments/dev.yaml. */
  readonly deployment: object;
}

/** One role settings to nine eligibilities, until there are `size` of them. Size: a multiple of ten. */
export function workload(size: number): Workload {
  const people = Array.from({ length: SCHEDULES }, (_, index) => `person-${index + 1}@bench.example`);
  const builtIn = entraRoles.filter(({ assignable, name }) => assignable && name !== LEFT_OUT).map(({ name }) => name);
  const count = size / (SCHEDULES + 1);
  const custom = Array.from({ length: Math.max(0, count - builtIn.length) }, (_, index) => `Custom role ${index + 1}`);
  const roles = [...builtIn, ...custom].slice(0, count);
  return {
    seed: {
      tenant: { displayName: "Bench", domain: "bench.example" },
      users: [...people, "admin@bench.example"].map((name) => ({ userPrincipalName: name, displayName: name })),
      servicePrincipals: [{ displayName: "pim-deploy" }],
      roles: custom.map((displayName) => ({ displayName, actions: ["microsoft.directory/users/standard/read"] })),
      holders: [
        { role: "Global Administrator", principal: "admin@bench.example", as: "standing" },
        { role: "Privileged Role Administrator", principal: "pim-deploy", as: "standing" },
      ],
      deployer: "pim-deploy",
    },
    deployment: {
      defaults: { profile: "microsoft", schedule: { duration: "P90D" }, justification: "benchmark" },
      entraRoles: Object.fromEntries(roles.map((role) => [role, { eligible: people }])),
    },
  };
}
