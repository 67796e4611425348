import { familyIn } from "../../store/plane-name";
import { linkEvent } from "./directory";
import { objectTarget } from "./event";
import type { AuditPlane } from "./plane";

/** Members and owners of groups: PIM calls both roles, named "Member" and "Owner". */
export const groupAudit: AuditPlane = {
  category: "GroupManagement",
  requests: (state) => state.groupScheduleRequests,
  holdings: (family) => familyIn("group", family),
  role: (_state, role) => ({ displayName: `${role.charAt(0).toUpperCase()}${role.slice(1)}`, origin: "BuiltInRole" }),
  place: (state, group) => objectTarget(state, group),
  watchesOutside: false,
  besides: (state, { tuple: { principal, role, scope }, eligible, added, outside }) =>
    eligible ? [] : [{ ...linkEvent(state, scope, role, principal, added), throughPim: !outside }],
};
