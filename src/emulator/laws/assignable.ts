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

/** Users; groups made for roles; service principals, but only active, since they cannot activate. */
export function checkAssignable(object: DirectoryObject, family: Family): void {
  if (object.kind === "user") return;
  if (object.kind === "group") {
    if (object.properties.isAssignableToRole === true) return;
    throw pimErrors.invalidRequest("The group is not assignable to roles: isAssignableToRole is not true.");
  }
  if (object.kind !== "servicePrincipal") throw pimErrors.subjectNotFound();
  if (family === "eligibility") throw pimErrors.invalidRequest("A service principal cannot be eligible for a role.");
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
