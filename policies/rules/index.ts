/** The rules of the pack, in the order of the list of recommendations. */
import type { Rule } from "../lib/rule";
import { activationApprovalRequired } from "./activation-approval-required";
import { activationRequiresMfaOrContext } from "./activation-requires-mfa-or-context";
import { breakGlassCount } from "./break-glass-count";
import { breakGlassPermanentActiveGa } from "./break-glass-permanent-active-ga";
import { eligibleAssignmentExpires } from "./eligible-assignment-expires";
import { noEligibleServicePrincipal } from "./no-eligible-service-principal";
import { noPermanentActivePrivileged } from "./no-permanent-active-privileged";
import { permanentGaEqualsBreakGlass } from "./permanent-ga-equals-break-glass";

export const rules: readonly Rule[] = [
  noPermanentActivePrivileged,
  eligibleAssignmentExpires,
  activationRequiresMfaOrContext,
  activationApprovalRequired,
  breakGlassCount,
  breakGlassPermanentActiveGa,
  permanentGaEqualsBreakGlass,
  noEligibleServicePrincipal,
];
