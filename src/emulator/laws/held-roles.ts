import type { State } from "../state";
import { withGroups } from "./with-groups";

/** Directory roles that a user holds now for the whole tenant, as their own or through a group; role ids. */
export function heldRoles(state: State, user: string, now: number): string[] {
  const held = [...state.schedules.list("assignment", { principals: [...withGroups(state, user)] })].filter(
    ({ scope, start, finish }) => scope === "/" && start <= now && (finish === null || finish > now),
  );
  return [...new Set(held.map(({ role }) => role))];
}
