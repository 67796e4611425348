import type { ChangeRecord } from "../../journal";
import type { State } from "../../state";
import { azureAlerts } from "../alerts/azure-alerts";
import { directoryAlerts } from "../alerts/directory-alerts";
import { verbOf } from "./directory";
import { type AuditEvent, type Auditor, modifiedBetween } from "./event";

/** An alert's settings changed; switching it on or off has words of its own. */
export const alertSettingEvents = auditorOf(({ before, after }) => {
  const [was, is] = [before.isEnabled ?? true, after.isEnabled ?? true];
  if (was === is) return "Update PIM alert setting";
  return is === false ? "Disable PIM alert" : "Enable PIM alert";
});

export const alertDismissalEvents = auditorOf(({ after }) =>
  incidentsIn(after).length > 0 ? "Deactivate PIM alert" : "Enable PIM alert",
);

/** What a scan found that the scan before it had not, or found no more. */
export const alertScanEvents = auditorOf(({ before, after }) => {
  const known = new Set(incidentsIn(before));
  return incidentsIn(after).some((id) => !known.has(id)) ? "Triggered PIM alert" : "Resolve PIM alert";
});

export const alertOperationEvents = auditorOf(() => "Refresh PIM alert");

function auditorOf(wordOf: (sides: ReturnType<typeof verbOf>) => string): Auditor {
  return (_state: State, change: ChangeRecord): readonly AuditEvent[] => {
    const sides = verbOf(change);
    const [scope = "/", id = ""] = (change.key[0] ?? "").split(" ");
    const displayName = [...directoryAlerts, ...azureAlerts].find((alert) => alert.id === id)?.displayName ?? null;
    return [
      {
        service: "PIM",
        category: scope === "/" ? "RoleManagement" : "ResourceManagement",
        activity: wordOf(sides),
        operation: "Update",
        targets: [{ type: "Other", id, displayName, changes: modifiedBetween(sides.before, sides.after) }],
      },
    ];
  };
}

function incidentsIn({ incidents }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Array.isArray(incidents) ? incidents : [];
}
