import type { State } from "../state";
import type { Deciders } from "./deciders";

/** Over roles of the directory. */
export const entraDeciders: Deciders = {
  settings: (state, { role }) => state.policies.findByRole(role),
  administrators: administratorsOfRoles,
  administratorsApprove: true,
};

/** Users who hold one of the roles that decide over roles and groups at this moment. */
export function administratorsOfRoles(state: State): string[] {
  const roles = ["Privileged Role Administrator", "Global Administrator"].flatMap(
    (name) => state.roles.findByName(name)?.id ?? [],
  );
  const now = state.clock.ms();
  return [...state.schedules.list("assignment", { roles })]
    .filter(({ start, finish }) => start <= now && (finish === null || finish > now))
    .map(({ principal }) => principal);
}
