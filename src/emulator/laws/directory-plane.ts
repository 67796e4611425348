import { pimErrors } from "../errors";
import type { State } from "../state";
import { levelOf } from "../store/schedules";
import { checkAssignable, checkScope } from "./assignable";
import type { Plane } from "./plane";

/** Roles of the directory. */
export const directoryPlane: Plane = {
  assignment: "assignment",
  eligibility: "eligibility",
  findPolicy: (state, { role }) => state.policies.findByRole(role),
  policyOf: (state, { role }) => {
    const policy = state.policies.findByRole(role);
    if (state.roles.find(role) === undefined || policy === undefined) throw pimErrors.roleNotFound();
    return policy;
  },
  checkHolder: (state, subject, wish) => {
    checkScope(state, wish.scope);
    checkAssignable(subject, levelOf(wish.family));
  },
  onboard: () => undefined,
  scheduleId: (_tuple, requestId) => requestId,
  renames: false,
  gone: pimErrors.assignmentDoesNotExist,
  administrators: administratorsOfRoles,
  administratorsApprove: true,
};

/** Users who hold one of the roles that may decide over roles and groups at this moment. */
export function administratorsOfRoles(state: State): string[] {
  const roles = ["Privileged Role Administrator", "Global Administrator"].flatMap(
    (name) => state.roles.findByName(name)?.id ?? [],
  );
  const now = state.clock.ms();
  return [...state.schedules.list("assignment", { roles })]
    .filter(({ start, finish }) => start <= now && (finish === null || finish > now))
    .map(({ principal }) => principal);
}
