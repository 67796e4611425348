import { isObject } from "../../body";
import { pimErrors } from "../../errors";
import { isGuid } from "../../ids";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { Rule } from "../../store/policies";
import { scopeAndAbove } from "./place";
import type { Scope } from "./scope";

/** The rule that keeps a role from being given past PIM, since 2024; unlike the others it holds below its scope too. */
const pimOnlyMode = { id: "PIMOnlyMode_Admin_Assignment", ruleType: "RoleManagementPolicyPimOnlyModeRule" };

const modes = ["Disabled", "Enabled", "ReportOnly"];
const types = ["ServicePrincipalsAsTarget", "ServicePrincipalsAsRequestor"];

export function isPimOnlyMode(rule: unknown): boolean {
  return isObject(rule) && (rule.ruleType === pimOnlyMode.ruleType || rule.id === pimOnlyMode.id);
}

/** The rule of a PATCH as it is kept, with the names of those whom it excepts. */
export function readPimOnlyMode(state: State, given: unknown): Rule {
  const settings = isObject(given) ? given.pimOnlyModeSettings : undefined;
  if (!isObject(settings) || !modes.includes(String(settings.mode)))
    throw pimErrors.invalidPolicy(`The rule '${pimOnlyMode.id}' needs pimOnlyModeSettings with a mode.`);
  const excluded = settings.excludedAssignmentTypes ?? [];
  if (!Array.isArray(excluded) || !excluded.every((type) => types.includes(type)))
    throw pimErrors.invalidPolicy("excludedAssignmentTypes names what is no type of assignment.");
  if (settings.excludes !== undefined && !Array.isArray(settings.excludes))
    throw pimErrors.invalidPolicy("excludes must be a list.");
  return {
    "@odata.type": `#microsoft.graph.unified${pimOnlyMode.ruleType}`,
    id: pimOnlyMode.id,
    pimOnlyModeSettings: {
      mode: settings.mode,
      excludes: (settings.excludes ?? []).map((each: unknown) => excepted(state, each)),
      excludedAssignmentTypes: excluded,
    },
    target: {
      caller: "Admin",
      operations: ["all"],
      level: "Assignment",
      targetObjects: [],
      inheritableSettings: ["all"],
      enforcedSettings: ["all"],
    },
  };
}

function excepted(state: State, given: unknown): Entity {
  if (!isObject(given) || !isGuid(given.id)) throw pimErrors.invalidPolicy("An exception needs the id of a principal.");
  const displayName = state.directory.find(given.id)?.properties.displayName;
  return { id: given.id, type: given.type, ...(displayName === undefined ? {} : { displayName }) };
}

/** The rule that counts for a role at a scope: its own, else the nearest above that is not disabled. */
export function pimOnlyModeAt(state: State, scope: Scope, role: string): Rule | undefined {
  for (const { id: scopeId } of scopeAndAbove(state, scope)) {
    const policy = state.policies.findByTarget({ scopeType: "AzureRole", scopeId, role });
    const rule = policy?.rules.find(({ id }) => id === pimOnlyMode.id);
    const settings = rule?.pimOnlyModeSettings;
    if (rule !== undefined && (scopeId === scope.id || (isObject(settings) && settings.mode !== "Disabled")))
      return rule;
  }
  return undefined;
}
