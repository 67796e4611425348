/** One write of a role's rules. A revert months later may name approvers who are gone: these are dropped, unless the last. */
import { approverIds, PimApiError, type Rule, withoutApprovers } from "../wire";
import { Refusal } from "./handler";
import type { Run } from "./run";

/** Entra roles have their settings at the tenant, whatever scope they are assigned at. */
export const SETTINGS_SCOPE = "/";

/** Sends whole rules. The object ids of approvers who do not exist any more, and were left out, come back. */
export async function writeRules(run: Run, role: string, rules: readonly Rule[]): Promise<ReadonlySet<string>> {
  const target = { scope: SETTINGS_SCOPE, role };
  try {
    await run.plane.settings.write(target, rules);
    return new Set();
  } catch (error) {
    const gone = await vanishedApprovers(run, rules, error);
    const rest = rules.map((rule) =>
      approverIds(rule).length === 0 ? rule : mustApprove(withoutApprovers(rule, gone), gone),
    );
    await run.plane.settings.write(target, rest);
    return gone;
  }
}

/** Approvers among `rules` whom the directory does not know; throws `error` again where that is not what it is about. */
async function vanishedApprovers(run: Run, rules: readonly Rule[], error: unknown): Promise<ReadonlySet<string>> {
  const ids = rules.flatMap(approverIds);
  if (!(error instanceof PimApiError) || error.code !== "InvalidPolicy" || ids.length === 0) throw error;
  const known = await run.plane.principals(ids);
  const gone = new Set(ids.filter((id) => !known.has(id)));
  if (gone.size === 0) throw error;
  return gone;
}

function mustApprove(rule: Rule | undefined, gone: ReadonlySet<string>): Rule {
  if (rule !== undefined) return rule;
  throw new Refusal(`nobody is left to approve: ${[...gone].join(", ")} do not exist any more; name other approvers`);
}
