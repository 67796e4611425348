import { graphErrors, pimErrors } from "../errors";
import type { State } from "../state";
import type { DirectoryObject } from "../store/directory";
import type { Family } from "../store/schedules";

/** The principal, if there is one by that id and it has been replicated. */
export function subjectOf(state: State, principal: string, now: number): DirectoryObject {
  const object = state.directory.find(principal);
  if (object === undefined || object.created + state.lag > now) throw pimErrors.subjectNotFound();
  return object;
}

/** Of groups only those made for roles. */
export function checkAssignable(object: DirectoryObject, family: Family): void {
  checkPrincipal(object, family);
  if (object.kind === "group" && object.properties.isAssignableToRole !== true)
    throw pimErrors.invalidRequest("The group is not assignable to roles: isAssignableToRole is not true.");
}

/** Users, groups; service principals, but only active, since they cannot activate. */
export function checkPrincipal({ kind }: DirectoryObject, family: Family): void {
  if (kind !== "user" && kind !== "group" && kind !== "servicePrincipal") throw pimErrors.subjectNotFound();
  if (kind === "servicePrincipal" && family === "eligibility")
    throw pimErrors.invalidRequest("A service principal cannot be eligible.");
}

/** The scope must exist: the tenant, an administrative unit, an application or service principal. */
export function checkScope(state: State, scope: string): void {
  if (scope === "/" || scope.startsWith("app:") || scope.startsWith("/attributeSets/")) return;
  const unit = /^\/administrativeUnits\/(.+)$/.exec(scope)?.[1];
  const id = unit ?? scope.slice(1);
  const kind = state.directory.find(id)?.kind;
  const fits =
    unit === undefined ? kind === "application" || kind === "servicePrincipal" : kind === "administrativeUnit";
  if (!fits) throw graphErrors.notFound(id);
}
