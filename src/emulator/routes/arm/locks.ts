import { bodyProperties } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { readFilter } from "../../laws/arm/filter";
import { lockedScope, lockFamily, lockId } from "../../laws/arm/locks";
import { isWithin, scopeAndAbove, scopeAt } from "../../laws/arm/place";
import { sameId } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";
import type { Document } from "../../store/documents";

const path = "providers/Microsoft.Authorization/locks";
const levels = ["CanNotDelete", "ReadOnly", "NotSpecified"];

/** https://learn.microsoft.com/rest/api/resources/management-locks */
export const lockRoutes: readonly ArmRoute[] = [
  { method: "GET", path, versions: versions.locks, operation: list },
  { method: "GET", path: `${path}/:name`, versions: versions.locks, operation: get },
  { method: "PUT", path: `${path}/:name`, versions: versions.locks, operation: put },
  { method: "DELETE", path: `${path}/:name`, versions: versions.locks, operation: remove },
];

/** At, above and below the scope; `atScope()` leaves out what is below. */
function list(call: ArmCall): Reply {
  const { state, scope } = call;
  const { functions } = readFilter(call, { functions: ["atScope"], properties: [], supported: "'atScope()'" });
  const over = scopeAndAbove(state, scope);
  const shown = (lock: Document) =>
    over.some(({ id }) => sameId(id, lockedScope(lock))) ||
    (!functions.has("atscope") && isWithin(state, scopeAt(lockedScope(lock)), scope));
  return { status: 200, body: { value: state.documents.list(lockFamily).filter(shown).map(lockEntity) } };
}

function get(call: ArmCall): Reply {
  const lock = lockAt(call);
  if (lock === undefined) throw armErrors.lockNotFound(call.params.name ?? "");
  return { status: 200, body: lockEntity(lock) };
}

function put(call: ArmCall): Reply {
  const { level, notes, owners } = bodyProperties(call);
  if (typeof level !== "string" || !levels.includes(level)) throw armErrors.malformedBody(`level '${String(level)}'`);
  const status = lockAt(call) === undefined ? 201 : 200;
  call.state.documents.put(lockFamily, lockId(call.scope, call.params.name ?? ""), {
    scope: call.scope.id,
    level,
    notes,
    owners,
  });
  return { status, body: get(call).body };
}

function remove(call: ArmCall): Reply {
  const lock = lockAt(call);
  if (lock === undefined) return { status: 204 };
  call.state.documents.remove(lockFamily, lock);
  return { status: 200 };
}

function lockAt({ state, scope, params }: ArmCall): Document | undefined {
  return state.documents.find(lockFamily, lockId(scope, params.name ?? ""));
}

function lockEntity({ id, properties: { scope: _, ...properties } }: Document): Entity {
  return { properties, id, type: "Microsoft.Authorization/locks", name: id.split("/").at(-1) };
}
