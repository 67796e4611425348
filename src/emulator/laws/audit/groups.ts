import { type ChangeRecord, timeActor } from "../../journal";
import type { State } from "../../state";
import { familyIn } from "../../store/plane-name";
import { linkEvent, verbOf } from "./directory";
import { type AuditEvent, objectTarget, textOf } from "./event";
import { requestAuditor } from "./requests";
import type { Tuple } from "./roles";

const category = "GroupManagement";

/** What PIM tells of requests for members and owners of groups, in the words it has for roles. */
export const groupRequestEvents = requestAuditor({
  requests: (state) => state.groupScheduleRequests,
  holdings: (family) => familyIn("group", family),
  category,
  worded: (activity, { role }) =>
    activity.replace("to role", `to ${role} of group`).replace("from role", `from ${role} of group`),
  targets: groupTargets,
  details: (_state, { role, scope }) => ({ AccessId: role, GroupId: scope }),
});

/** Who became, or is no longer, a member or owner; PIM adds what has ended by itself. */
export function groupHoldingEvents(state: State, change: ChangeRecord): readonly AuditEvent[] {
  const { verb, before, after } = verbOf(change);
  const [kind, principal = "", role = "", scope = ""] = change.key;
  if (verb === "Update") return [];
  const { createdUsing } = verb === "Add" ? after : before;
  const directory = { ...linkEvent(state, scope, role, principal, verb === "Add"), throughPim: createdUsing !== null };
  const ended: AuditEvent = {
    service: "PIM",
    category,
    activity: `Remove ${kind === "Eligible" ? "eligible " : ""}${role} from group in PIM completed (timebound)`,
    operation: "Delete",
    targets: groupTargets(state, { principal, role, scope }, textOf(createdUsing)),
  };
  return [...(kind === "Eligible" ? [] : [directory]), ...(change.actor === timeActor ? [ended] : [])];
}

function groupTargets(state: State, { principal, scope }: Tuple, request: string | null) {
  return [
    objectTarget(state, scope),
    { type: "Request", id: request, displayName: null },
    objectTarget(state, principal),
  ];
}
