import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { listOf } from "../odata/collection";
import { wantedBy, wantedTexts } from "../odata/filter";
import type { Filter } from "../odata/filter-parse";
import { holdersThrough } from "./directory-relations";
import { assignmentsNow } from "./role-assignments";

const context = "roleManagement/directory/transitiveRoleAssignments";

/** What somebody holds, themselves and through groups; beta only. */
export const transitiveRoleAssignmentRoutes: readonly Route[] = [
  { method: "GET", path: `/${context}`, operation: list },
];

function list(call: Call): Reply {
  const { options, version, headers } = call;
  if (version !== "beta") throw graphErrors.notImplemented(`${call.method} /v1.0${call.path}`);
  const [principal, ...others] = wantedTexts(wantedBy(options.filter), "principalId") ?? [];
  const eventual = headers.get("consistencylevel")?.toLowerCase() === "eventual";
  if (options.filter === undefined || principal === undefined || others.length > 0 || !options.count || !eventual)
    throw graphErrors.unsupportedQuery(
      "transitiveRoleAssignments need a filter by one principalId, $count=true and the header ConsistencyLevel: eventual.",
    );
  const principals = [principal, ...holdersThrough(call, principal).map(({ id }) => id)];
  const filter = widened(options.filter, principals);
  return listOf({ ...assignmentsNow, context }, { ...call, options: { ...options, filter } });
}

/** The same filter, for the principal or any of its groups. */
function widened(filter: Filter, principals: readonly string[]): Filter {
  if (filter.kind === "and")
    return { kind: "and", left: widened(filter.left, principals), right: widened(filter.right, principals) };
  const named = filter.kind === "compare" && filter.operator === "eq" && filter.path === "principalId";
  return named ? { kind: "in", path: "principalId", values: principals } : filter;
}
