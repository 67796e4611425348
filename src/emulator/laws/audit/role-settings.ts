import { isObject } from "../../body";
import type { Auditor } from "./event";
import { type AuditPlane, roleDetails, roleTarget } from "./plane";

/** Changed settings of a role; those of groups and of Azure say where. */
export function settingAuditor(plane: AuditPlane): Auditor {
  return (state, change) => {
    const [role = "", scope] = change.key;
    const rules = [change.after].flat().flatMap((rule) => (isObject(rule) ? [String(rule.id)] : []));
    return [
      {
        service: "PIM",
        category: plane.category,
        activity: "Update role setting in PIM",
        operation: "Update",
        reason: `Setting changes in this session: ${rules.join(", ")}.`,
        targets: [roleTarget(plane, state, role), ...(scope === undefined ? [] : [plane.place(state, scope)])],
        details: roleDetails(plane, state, role),
      },
    ];
  };
}
