import type { Line } from "./mini-engine";

export const ROLE = "Exchange Administrator";

/** Lines of one role, for tests of guards. */
export const settings = (role = ROLE): Line => ({
  type: "EntraRoleSettings",
  name: `settings of ${role}`,
  inputs: { role, activation: { maximumDuration: "PT1H" } },
});
export const guard = (
  mode: "report" | "remove",
  inputs: object = {},
  role = ROLE,
  name = `guard of ${role}`,
): Line => ({
  type: "EntraRoleGuard",
  name,
  inputs: { role, mode, ...inputs },
});
export const eligible = (principalId: string, inputs: object = {}, name = `eligible ${principalId}`): Line => ({
  type: "EntraRoleEligibility",
  name,
  inputs: { role: ROLE, principalId, schedule: { permanent: true }, ...inputs },
});
export const active = (principalId: string, inputs: object = {}): Line => ({
  type: "EntraRoleAssignment",
  name: `active ${principalId}`,
  inputs: { role: ROLE, principalId, schedule: { permanent: true }, ...inputs },
});
