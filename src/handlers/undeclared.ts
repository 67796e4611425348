/** Who holds a guarded role although the stack does not say so. */
import { schedulesOf } from "../clients";
import {
  declaredHolding,
  describeHolder,
  directoryScope,
  type EntraRoleGuardArgs,
  type Holding,
  idOf,
  isUndeclared,
  type ScheduleKind,
} from "../model";
import type { LiveSchedule } from "../wire";
import type { Props } from "./handler";
import type { Holder } from "./holder";
import type { Run } from "./run";
import { argsOf } from "./schedule-args";

const KINDS: readonly ScheduleKind[] = ["eligibility", "assignment"];

/** Direct holdings of the role that the guard's lists do not cover, at all scopes, in the order of their texts. */
export async function undeclared(run: Run, guard: EntraRoleGuardArgs): Promise<Holder[]> {
  const rows = (await Promise.all(KINDS.map((kind) => directOf(run, kind)))).flat();
  const held = rows.filter(({ holding, role }) => role === guard.role && isUndeclared(holding, guard));
  if (held.length === 0) return [];
  // everybody at once: the guards of a run share one request
  const names = await run.plane.principals(rows.map(({ holding }) => holding.principalId));
  return held
    .map(({ role, kind, holding, start }) => {
      const { principalId, scope } = holding;
      const text = describeHolder(names.get(principalId)?.name ?? principalId, holding);
      return { id: idOf({ plane: "entra", kind, scope, role, principal: principalId }), kind, holding, start, text };
    })
    .sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** Of lines by id, what those of a role declare. */
export function declaredIn(lines: ReadonlyMap<string, Props>, role: string): string[] {
  return [...lines].flatMap(([id, inputs]) => {
    const kind = KINDS.find((one) => id.startsWith(`entra|${one}|`));
    if (kind === undefined || inputs.role !== role) return [];
    const { principalId, directoryScope: scope, standing } = argsOf(inputs);
    return [declaredHolding(wordOf(kind), { principalId, scope, standing })];
  });
}

async function directOf(run: Run, kind: ScheduleKind) {
  const rows = (await schedulesOf(run.plane, kind).all()).filter(({ direct }) => direct);
  return rows.map((row) => ({ role: row.role, kind, holding: holdingOf(kind, row), start: row.start }));
}

function holdingOf(kind: ScheduleKind, { principal, scope, end, throughPim }: LiveSchedule): Holding {
  const canonical = directoryScope.safeParse(scope);
  return {
    principalId: principal,
    kind: wordOf(kind),
    scope: canonical.success ? canonical.data : scope,
    end,
    throughPim,
  };
}

function wordOf(kind: ScheduleKind): Holding["kind"] {
  return kind === "eligibility" ? "eligible" : "active";
}
