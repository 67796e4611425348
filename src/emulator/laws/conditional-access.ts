import { isObject } from "../body";
import { graphErrors } from "../errors";
import type { Entity } from "../odata/filter";
import type { State } from "../state";
import type { Properties } from "../store/properties";

/** Families of documents. */
export const policyFamily = "conditionalAccessPolicy";
export const contextFamily = "authenticationContext";
export const locationFamily = "namedLocation";

const states: ReadonlySet<unknown> = new Set(["enabled", "disabled", "enabledForReportingButNotEnforced"]);

const users = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};
const applications = {
  includeApplications: [],
  excludeApplications: [],
  includeUserActions: [],
  includeAuthenticationContextClassReferences: [],
  applicationFilter: null,
};
const conditions = {
  userRiskLevels: [],
  signInRiskLevels: [],
  clientAppTypes: ["all"],
  servicePrincipalRiskLevels: [],
  platforms: null,
  locations: null,
  devices: null,
  clientApplications: null,
};
const grantControls = { customAuthenticationFactors: [], termsOfUse: [], authenticationStrength: null };

/** A policy with everything the service shows; what was not given is empty. Refuses what the service refuses. */
export function completePolicy(state: State, given: Entity): Properties {
  const wanted = isObject(given.conditions) ? given.conditions : {};
  const policy = {
    templateId: null,
    sessionControls: null,
    ...given,
    grantControls: isObject(given.grantControls) ? { ...grantControls, ...given.grantControls } : null,
    conditions: {
      ...conditions,
      ...wanted,
      users: { ...users, ...part(wanted, "users") },
      applications: { ...applications, ...part(wanted, "applications") },
    },
  };
  check(state, policy);
  return policy;
}

/** Does an enabled policy guard this authentication context? If none does, PIM asks for multi-factor authentication instead. */
export function isContextGuarded(state: State, context: string): boolean {
  return state.documents
    .list(policyFamily)
    .some(({ properties }) => properties.state === "enabled" && contextsIn(properties).includes(context));
}

/** Is there any policy, of whatever state, that names the context? */
export function isContextUsed(state: State, context: string): boolean {
  return state.documents.list(policyFamily).some(({ properties }) => contextsIn(properties).includes(context));
}

function check(state: State, policy: Entity): void {
  if (typeof policy.displayName !== "string" || policy.displayName === "")
    throw graphErrors.badRequest("A policy needs a displayName.");
  if (!states.has(policy.state)) throw graphErrors.badRequest(`'${String(policy.state)}' is not a state of a policy.`);
  const of = (name: string) => part(part(policy, "conditions"), name);
  const who = Object.entries(of("users")).filter(([name]) => name.startsWith("include"));
  if (!who.some(([, value]) => isThere(value)) && !isThere(part(policy, "conditions").clientApplications))
    throw graphErrors.badRequest("A policy needs users, groups or roles that it applies to.");
  checkApplications(of("applications"));
  checkContexts(state, policy);
  checkLocations(state, of("locations"));
  if (!isThere(policy.grantControls) && !isThere(policy.sessionControls))
    throw graphErrors.badRequest("A policy needs controls of grant or session.");
}

function checkApplications(chosen: Entity): void {
  const [apps, actions, contexts] = [
    chosen.includeApplications,
    chosen.includeUserActions,
    chosen.includeAuthenticationContextClassReferences,
  ].map(isThere);
  if (!apps && !actions && !contexts)
    throw graphErrors.badRequest("A policy needs applications, user actions or authentication contexts.");
  if (apps && (actions || contexts))
    throw graphErrors.badRequest(
      "1012: 'applications' condition cannot include both 'includeApplications' and 'includeUserActions'/'includeProtectionLevels'. Please remove one of the conditions.",
    );
}

/** Only contexts that are published can be guarded. */
function checkContexts(state: State, policy: Entity): void {
  for (const context of contextsIn(policy))
    if (state.documents.find(contextFamily, String(context))?.properties.isAvailable !== true)
      throw graphErrors.badRequest(
        `The authentication context '${String(context)}' does not exist or is not published.`,
      );
}

function checkLocations(state: State, { includeLocations, excludeLocations }: Entity): void {
  for (const location of [includeLocations, excludeLocations].flat())
    if (typeof location === "string" && !/^all(trusted)?$/i.test(location))
      if (state.documents.find(locationFamily, location) === undefined)
        throw graphErrors.badRequest(`There is no named location '${location}'.`);
}

function contextsIn(policy: Entity): readonly unknown[] {
  const chosen = part(part(policy, "conditions"), "applications").includeAuthenticationContextClassReferences;
  return Array.isArray(chosen) ? chosen : [];
}

function part(entity: Entity, name: string): Entity {
  const found = entity[name];
  return isObject(found) ? found : {};
}

function isThere(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isObject(value);
}
