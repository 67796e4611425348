import { timeActor } from "../../journal";
import { verbOf } from "./directory";
import { type AuditEvent, type Auditor, textOf } from "./event";
import { type AuditPlane, type Holding, pimTargets, roleDetails } from "./plane";

/** A holding that came or went. PIM tells only what none of its requests told: what was made without it, what ended by itself. */
export function holdingAuditor(plane: AuditPlane): Auditor {
  return (state, change) => {
    const { verb, before, after } = verbOf(change);
    if (verb === "Update") return [];
    const [kind = "", principal = "", role = "", scope = "/"] = change.key;
    const { createdUsing, start } = verb === "Add" ? after : before;
    const holding: Holding = {
      tuple: { principal, role, scope },
      eligible: kind === "Eligible",
      added: verb === "Add",
      outside: createdUsing === null,
      actor: change.actor,
    };
    const besides = plane.besides(state, holding);
    const activity = activityOf(plane, holding, kind);
    if (activity === undefined) return besides;
    const pim: AuditEvent = {
      service: "PIM",
      category: plane.category,
      activity,
      operation: holding.added ? "Add" : "Delete",
      targets: pimTargets(plane, state, holding.tuple, textOf(createdUsing)),
      details: { ...roleDetails(plane, state, role), StartTime: textOf(start) },
    };
    return [...besides, pim];
  };
}

function activityOf(plane: AuditPlane, holding: Holding, kind: string): string | undefined {
  const { added, outside, eligible, actor } = holding;
  if (added) return outside && plane.watchesOutside ? "Add member to role outside of PIM (permanent)" : undefined;
  if (actor !== timeActor) return undefined;
  if (kind === "Activated") return "Remove member from role (PIM activation expired)";
  return `Remove ${eligible ? "eligible " : ""}member from role in PIM completed (timebound)`;
}
