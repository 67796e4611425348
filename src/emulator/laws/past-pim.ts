import { graphErrors, pimErrors } from "../errors";
import { assignmentId } from "../ids";
import type { Schedule } from "../store/schedules";
import { checkAssignable, checkScope, subjectOf } from "./assignable";
import { outsidePim } from "./outside-pim";
import type { Occasion, Tuple } from "./plane";

/** A permanent active assignment of a directory role outside PIM; it shows as a schedule without a request. */
export function assignPastPim({ state, now }: Pick<Occasion, "state" | "now">, tuple: Tuple): Schedule {
  checkAssignable(subjectOf(state, tuple.principal, now), "assignment");
  if (state.roles.find(tuple.role) === undefined) throw pimErrors.roleNotFound();
  checkScope(state, tuple.scope);
  if (state.schedules.findByTuple("assignment", "Assigned", tuple) !== undefined)
    throw graphErrors.invalidRequest(
      "A conflicting object with one or more of the specified property values is present in the directory.",
    );
  const { principal, role, scope } = tuple;
  return state.schedules.add({
    ...tuple,
    ...outsidePim,
    id: assignmentId(role, principal, scope),
    start: now,
    visible: now + state.lag,
  });
}
