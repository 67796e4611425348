/**
 * When to do what, once per kind. The names below are called by the text that is stored with every resource
 * (src/dynamic/provider.ts): none may ever go.
 */
import { assignmentHandler } from "./assignment";
import { eligibilityHandler } from "./eligibility";
import { guardHandler } from "./guard";
import type { Handler } from "./handler";
import { roleSettingsHandler } from "./role-settings";
import { Run } from "./run";
import { stopWithEngine } from "./stop-with-engine";

/** The handlers of one run by class name. */
export function handlersOf(
  run: Run,
): Record<"EntraRoleSettings" | "EntraRoleEligibility" | "EntraRoleAssignment" | "EntraRoleGuard", Handler> {
  return {
    EntraRoleSettings: roleSettingsHandler(run),
    EntraRoleEligibility: eligibilityHandler(run),
    EntraRoleAssignment: assignmentHandler(run),
    EntraRoleGuard: guardHandler(run),
  };
}

export const { EntraRoleSettings, EntraRoleEligibility, EntraRoleAssignment, EntraRoleGuard } = handlersOf(
  new Run(undefined, undefined, stopWithEngine),
);
export type { Handler, Props } from "./handler";
export { Run } from "./run";
