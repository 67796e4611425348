import type { Example } from "./example";

/** What this tenant leaves out on purpose; issue by path, with the reason that the table of skipped examples shows. */
const left: readonly (readonly [RegExp, string])[] = [
  [/\/beta\/accessReviews(\/|\?|$)/i, "legacy access reviews (/beta/accessReviews)"],
  [
    /\/beta\/(privilegedAccess|privilegedRoles|privilegedRoleAssignments|privilegedApproval|privilegedOperation)/i,
    "legacy PIM APIs",
  ],
  [/\/beta\/(programs|programControls|businessFlowTemplates)/i, "legacy access reviews (programs)"],
  [
    /\/roleManagement\/(cloudPC|deviceManagement|entitlementManagement|exchange|defender)\//i,
    "role management of another provider than the directory",
  ],
];

/** Why an example is not played; undefined where it is. */
export function outOfScope({ url, body }: Pick<Example, "url" | "body">): string | undefined {
  if (
    /\$batch$/.test(url) &&
    /"url":"[^"]*\b(drive|planner|events|messages|getPasswordSingleSignOn\w*)\b/.test(JSON.stringify(body))
  )
    return "a batch of requests to other workloads (files, planner, calendars)";
  return left.find(([pattern]) => pattern.test(url))?.[1];
}
