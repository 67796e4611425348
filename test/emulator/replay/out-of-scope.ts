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

/** Operations of the specification that the service answers with 405 or 400. */
const refusedLive: readonly (readonly [string, RegExp])[] = [
  ["DELETE", /\/roleManagementPolic(ies|yAssignments)\//i],
  ["PUT", /\/roleManagementPolicyAssignments\//i],
];

/** Why an example is not played; undefined where it is. */
export function outOfScope({ url, body, method, answers }: Example): string | undefined {
  const refused = refusedLive.some(([verb, pattern]) => verb === method && pattern.test(url));
  if (refused && answers.some(({ status = 200 }) => status < 400))
    return "the service refuses it, as its recordings show";
  if (
    /\$batch$/.test(url) &&
    /"url":"[^"]*\b(drive|planner|events|messages|getPasswordSingleSignOn\w*)\b/.test(JSON.stringify(body))
  )
    return "a batch of requests to other workloads (files, planner, calendars)";
  return left.find(([pattern]) => pattern.test(url))?.[1];
}
