import { verbOf } from "./directory";
import { type AuditEvent, type Auditor, modifiedBetween, textOf } from "./event";

/** Things of which the log says no more than that they were made, changed or deleted. */
export function plainAuditor(service: AuditEvent["service"], category: string, word: string, type: string): Auditor {
  return (_state, change) => {
    const { verb, before, after } = verbOf(change);
    const { displayName } = { ...before, ...after };
    const target = {
      type,
      id: change.key.at(-1) ?? null,
      displayName: textOf(displayName),
      changes: modifiedBetween(before, after),
    };
    return [{ service, category, activity: `${verb} ${word}`, operation: verb, targets: [target] }];
  };
}
