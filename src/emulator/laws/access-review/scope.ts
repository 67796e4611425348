import { isObject } from "../../body";
import { graphErrors } from "../../errors";
import type { Entity } from "../../odata/filter";
import type { PrincipalScope, ReviewedResource, ReviewSubject } from "../../store/access-review-types";
import type { Relation } from "../../store/directory";
import { parseDuration } from "../../time";
import { type ReviewQuery, readQuery } from "./query";

const namespace = "#microsoft.graph.";
const queryScope = `${namespace}accessReviewQueryScope`;
const inactiveScope = `${namespace}accessReviewInactiveUsersQueryScope`;
const membershipsScope = `${namespace}principalResourceMembershipsScope`;

/** A scope of Graph: how definitions show it, and what is reviewed. */
export interface ReadScope {
  readonly shown: Entity;
  readonly enumeration: Entity | null;
  readonly subjects: readonly ReviewSubject[];
}

/** Reads `scope` and `instanceEnumerationScope` of a definition. */
export function readScope(scope: unknown, enumeration: unknown): ReadScope {
  if (!isObject(scope)) throw graphErrors.badRequest("A value is required for property 'scope'.");
  if (typeOf(scope) === membershipsScope) return readMemberships(scope);
  const query = readQuery(scope, "scope");
  const inactive = inactiveOf(scope);
  const shown = shownQuery(scope, query, withCount(String(query.shown.query)));
  const groups = isObject(enumeration) ? readQuery(enumeration, "instanceEnumerationScope") : undefined;
  const resource = resourceOf(query, groups);
  return {
    shown,
    enumeration: groups === undefined ? null : shownQuery({}, groups, countLast(String(groups.shown.query))),
    subjects: [{ resource, principals: principalsOf(query, resource, inactive), shown }],
  };
}

/** Who of the principals holds which of the resources: each resource is an instance of its own. */
function readMemberships(scope: Entity): ReadScope {
  const lists = [scope.principalScopes, scope.resourceScopes].map((list, index) => {
    const name = index === 0 ? "principalScopes" : "resourceScopes";
    if (!Array.isArray(list) || list.length === 0)
      throw graphErrors.badRequest(`A value is required for property '${name}' of 'scope'.`);
    return list.map((each: unknown) => ({ given: isObject(each) ? each : {}, query: readQuery(each, name) }));
  });
  const [principalScopes = [], resourceScopes = []] = lists;
  const show = ({ given, query }: { given: Entity; query: ReviewQuery }) =>
    shownQuery(given, query, String(query.shown.query));
  const principals = principalScopes.map(({ given, query }) => principalScope(query, inactiveOf(given)));
  const shownPrincipals = principalScopes.map(show);
  const shown = {
    "@odata.type": membershipsScope,
    principalScopes: shownPrincipals,
    resourceScopes: resourceScopes.map(show),
  };
  const subjects = resourceScopes.map((each) => ({
    resource: resourceOf(each.query, undefined),
    principals,
    shown: { ...shown, resourceScopes: [show(each)] },
  }));
  return { shown, enumeration: null, subjects };
}

function resourceOf(query: ReviewQuery, groups: ReviewQuery | undefined): ReviewedResource {
  const { path, id, filter } = query;
  const holding = /^\/roleManagement\/directory\/role(Assignment|Eligibility)(s|Schedules|ScheduleInstances)$/i.exec(
    path,
  );
  if (holding !== null) {
    const role = /roleDefinitionId eq '?([0-9a-f-]{36})/i.exec(filter ?? "")?.[1];
    if (role === undefined) throw graphErrors.badRequest("The scope must name one role by roleDefinitionId.");
    const family = holding[1]?.toLowerCase() === "assignment" ? "assignment" : "eligibility";
    return { kind: "directoryRole", id: role.toLowerCase(), families: [family] };
  }
  if (id !== undefined && /^\/roleManagement\/directory\/roleDefinitions\/\{id\}$/i.test(path))
    return { kind: "directoryRole", id, families: ["assignment", "eligibility"] };
  const links = /^(\.|\/groups\/\{id\})(?:\/(transitiveMembers|members|owners))?$/i.exec(path);
  if (links !== null) return groupsOf(links, id, groups);
  if (/^\/(identityGovernance|servicePrincipals|applications)\//i.test(path))
    return { kind: "nothing", id: id ?? path };
  throw graphErrors.badRequest(`The scope '${String(query.shown.query)}' is not supported.`);
}

/** Relative queries ("./members") are about each group of the enumeration. */
function groupsOf(links: RegExpExecArray, id: string | undefined, groups: ReviewQuery | undefined): ReviewedResource {
  const [, root = "", name = "members"] = links;
  const relation: Relation = /^owners$/i.test(name) ? "owners" : "members";
  const transitive = /^transitiveMembers$/i.test(name);
  const group = root === "." ? groups?.id : id;
  if (group !== undefined) return { kind: "group", id: group, relation, transitive };
  if (groups === undefined || !/^\/groups$/i.test(groups.path))
    throw graphErrors.badRequest("A relative scope needs an instanceEnumerationScope of groups.");
  return { kind: "groups", filter: groups.filter, relation, transitive };
}

/** A query of role holdings says the types in its filter, one of members in its cast; users when neither does. */
function principalsOf(query: ReviewQuery, resource: ReviewedResource, inactive: number | null): PrincipalScope[] {
  const { cast = "user", filter } = query;
  if (resource.kind !== "directoryRole") return [{ kind: cast, filter, inactive }];
  const kinds = (["user", "group", "servicePrincipal"] as const).filter((kind) =>
    new RegExp(`isof\\(principal, ?'microsoft\\.graph\\.${kind}'\\)`, "i").test(filter ?? ""),
  );
  return (kinds.length === 0 ? (["user", "group"] as const) : kinds).map((kind) => ({ kind, filter: null, inactive }));
}

function principalScope({ path, filter, shown }: ReviewQuery, inactive: number | null): PrincipalScope {
  const name = /^\/(user|group|servicePrincipal)s$/i.exec(path)?.[1]?.toLowerCase();
  if (name === undefined)
    throw graphErrors.badRequest(`The principal scope '${String(shown.query)}' is not supported.`);
  return {
    kind: name === "serviceprincipal" ? "servicePrincipal" : name === "user" ? "user" : "group",
    filter,
    inactive,
  };
}

/** ms without a sign-in that a scope of inactive users asks for; null for other scopes. */
function inactiveOf(scope: Entity): number | null {
  if (typeOf(scope) !== inactiveScope) return null;
  const inactive = parseDuration(scope.inactiveDuration);
  if (inactive === undefined)
    throw graphErrors.badRequest(`Invalid value '${String(scope.inactiveDuration)}' for property 'inactiveDuration'.`);
  return inactive;
}

function shownQuery(given: Entity, query: ReviewQuery, text: string): Entity {
  const inactive = typeOf(given) === inactiveScope ? { inactiveDuration: given.inactiveDuration } : {};
  return { "@odata.type": typeOf(given), ...query.shown, query: text, ...inactive };
}

function typeOf(scope: Entity): string {
  const type = scope["@odata.type"] ?? queryScope;
  const found = [queryScope, inactiveScope, membershipsScope].find(
    (each) => each === type || each === `#${String(type)}`,
  );
  if (found === undefined) throw graphErrors.badRequest(`The scope type '${String(type)}' is not supported.`);
  return found;
}

/** The service counts what it filters, and says so in the query. */
function withCount(query: string): string {
  return /\$count=/i.test(query) || !/\/microsoft\.graph\.[A-Za-z]+\/?\?\$filter=/i.test(query)
    ? query
    : query.replace("?$filter=", "?$count=true&$filter=");
}

function countLast(query: string): string {
  return /\$count=/i.test(query) || !query.includes("?") ? query : `${query}&$count=true`;
}
