import { isObject } from "../../body";
import type { ChangeRecord } from "../../journal";
import type { State } from "../../state";
import type { ScheduleRequest } from "../../store/schedule-requests";
import { formatTime } from "../../time";
import { type Auditor, textOf } from "./event";
import { type AuditPlane, pimTargets, roleDetails } from "./plane";

/** What PIM tells of a request: that it was made, and what became of it. */
export function requestAuditor(plane: AuditPlane): Auditor {
  return (state, change) => {
    const [family, id = ""] = change.key;
    if (change.after === null || (family !== "assignment" && family !== "eligibility")) return [];
    const request = plane.requests(state).find(family, id);
    if (request === undefined) return [];
    const length = lengthOf(state, change, request, plane.holdings(family));
    return activitiesOf(request, statusIn(change.before), statusIn(change.after), length).map((activity) => ({
      service: "PIM",
      category: plane.category,
      activity,
      operation: activity.startsWith("Remove") ? "Delete" : activity.startsWith("Update") ? "Update" : "Add",
      reason: textOf(request.details.justification) ?? "",
      targets: pimTargets(plane, state, request, request.id),
      details: { ...roleDetails(plane, state, request.role), ...detailsOf(request) },
    }));
  };
}

type Length = "permanent" | "timebound";

function activitiesOf(request: ScheduleRequest, before: string, after: string, length: Length): string[] {
  const words = wordsOf(request, length);
  if (before === "") {
    if (after === "PendingApproval") return [words.requested, "Add member to role approval requested (PIM activation)"];
    return after.startsWith("Pending") ? [words.requested] : [words.requested, words.completed];
  }
  if (after === "Canceled" || after === "Revoked") return [words.canceled];
  if (before === "PendingApproval") {
    if (after === "Denied") return ["Add member to role request denied (PIM activation)"];
    if (after === "TimedOut" || after === "Failed") return ["PIM activation request expired"];
    return ["Add member to role request approved (PIM activation)", words.completed];
  }
  return [`Update member in PIM ${after === "Denied" ? "denied" : "approved"} by admin (extend/renew)`];
}

interface Words {
  readonly requested: string;
  readonly completed: string;
  readonly canceled: string;
}

/** Microsoft's names for one kind of request; of those it does not have, the nearest. */
function wordsOf({ family, action }: ScheduleRequest, length: Length): Words {
  const member = family === "eligibility" ? "eligible member" : "member";
  const add = (stage: string, what: string) => `Add ${member} to role in PIM ${stage} (${what})`;
  switch (action) {
    case "selfActivate":
      return {
        requested: "Add member to role requested (PIM activation)",
        completed: "Add member to role completed (PIM activation)",
        canceled: "Add member to role canceled (PIM activation)",
      };
    case "selfDeactivate":
      return {
        requested: "Remove member from role requested (PIM deactivate)",
        completed: "Remove member from role completed (PIM deactivate)",
        canceled: "Cancel request for role removal",
      };
    case "adminRemove":
      return {
        requested: `Remove ${member} from role in PIM requested (${length})`,
        completed: `Remove ${member} from role in PIM completed (${length})`,
        canceled: "Cancel request for role removal",
      };
    case "adminUpdate":
      return {
        requested: "Process role update request",
        completed: add("completed", length),
        canceled: "Cancel request for role update",
      };
    case "adminExtend":
    case "selfExtend":
      return {
        requested: `Update ${member} in PIM requested (extend)`,
        completed: "Update member in PIM approved by admin (extend/renew)",
        canceled: `Update ${member} in PIM canceled (extend)`,
      };
    case "adminRenew":
    case "selfRenew":
      return {
        requested: add("requested", "renew"),
        completed: add("completed", length),
        canceled: add("canceled", "renew"),
      };
    default:
      return {
        requested: add("requested", length),
        completed: add("completed", length),
        canceled: add("canceled", length),
      };
  }
}

/** A removal does not say how long the holding would have lasted; the change beside it does. */
function lengthOf(state: State, change: ChangeRecord, request: ScheduleRequest, holdings: string): Length {
  const { scheduleInfo } = request.details;
  if (isObject(scheduleInfo) && isObject(scheduleInfo.expiration))
    return scheduleInfo.expiration.type === "noExpiration" ? "permanent" : "timebound";
  const removed = state.journal.neighbour(change, holdings)?.before;
  return isObject(removed) && typeof removed.end === "string" ? "timebound" : "permanent";
}

function detailsOf({ details, id }: ScheduleRequest): Record<string, string | null> {
  const { justification, scheduleInfo, ticketInfo } = details;
  const span = isObject(scheduleInfo) ? scheduleInfo : {};
  const expiration = isObject(span.expiration) ? span.expiration : {};
  const ticket = isObject(ticketInfo) ? ticketInfo : {};
  return {
    StartTime: typeof span.start === "number" ? formatTime(span.start) : null,
    ExpirationTime: textOf(expiration.endDateTime),
    Duration: textOf(expiration.duration),
    Justification: textOf(justification),
    TicketNumber: textOf(ticket.ticketNumber),
    TicketSystem: textOf(ticket.ticketSystem),
    RequestId: id,
  };
}

function statusIn(side: unknown): string {
  return isObject(side) ? String(side.status) : "";
}
