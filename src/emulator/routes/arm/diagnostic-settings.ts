import { bodyProperties } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import { isObject } from "../../body";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import type { Scope } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";
import type { Document } from "../../store/documents";

/** Where one of the two providers keeps its settings, and how it writes them. */
interface Kind {
  readonly path: string;
  readonly at: NonNullable<ArmRoute["at"]>;
  readonly versions: readonly string[];
  readonly family: string;
  readonly categories: (scope: Scope) => readonly Category[];
  /** `id`, `type` and the like of a setting, which follow no rule: as the pages have them. */
  readonly label: (call: ArmCall, name: string, listed: boolean) => Entity;
}

interface Category {
  readonly name: string;
  readonly categoryType: "Logs" | "Metrics";
}

const destinations = [
  "storageAccountId",
  "serviceBusRuleId",
  "workspaceId",
  "eventHubAuthorizationRuleId",
  "marketplacePartnerId",
];
const logs = (...names: string[]): Category[] => names.map((name) => ({ name, categoryType: "Logs" }));
const directoryLogs = logs(
  "AuditLogs",
  "SignInLogs",
  "NonInteractiveUserSignInLogs",
  "ServicePrincipalSignInLogs",
  "ManagedIdentitySignInLogs",
  "ProvisioningLogs",
  "ADFSSignInLogs",
);
const subscriptionLogs = logs(
  "Administrative",
  "Security",
  "ServiceHealth",
  "Alert",
  "Recommendation",
  "Policy",
  "Autoscale",
  "ResourceHealth",
);

/** Each type of resource has categories of its own; these stand for those that are not named. */
const otherCategories: readonly Category[] = [...logs("AuditEvent"), { name: "AllMetrics", categoryType: "Metrics" }];
const categoriesByType: Readonly<Record<string, readonly Category[]>> = {
  "microsoft.logic/workflows": [...logs("WorkflowRuntime"), { name: "WorkflowMetric", categoryType: "Metrics" }],
};

function categoriesOf(type: string): readonly Category[] {
  return categoriesByType[type.toLowerCase()] ?? otherCategories;
}

/** Of the directory: https://learn.microsoft.com/azure/azure-monitor/reference/tables/auditlogs */
const directory: Kind = {
  path: "providers/microsoft.aadiam/diagnosticSettings",
  at: ["tenant"],
  versions: versions.directoryDiagnostics,
  family: "directoryDiagnosticSetting",
  categories: () => directoryLogs,
  label: (_, name) => ({ id: `providers/microsoft.aadiam/diagnosticSettings/${name}`, type: "" }),
};

/** Of subscriptions and resources: https://learn.microsoft.com/rest/api/monitor/diagnostic-settings */
const azure: Kind = {
  path: "providers/Microsoft.Insights/diagnosticSettings",
  at: ["subscription", "resource"],
  versions: versions.diagnostics,
  family: "azureDiagnosticSetting",
  categories: ({ kind, type }) => (kind === "subscription" ? subscriptionLogs : categoriesOf(type)),
  label: ({ scope, apiVersion }, name, listed) => {
    const old = apiVersion < "2021";
    if (scope.kind === "subscription")
      return {
        id: `${scope.id.slice(1)}/providers/AzureResourceManager/diagnosticSettings/${name}`,
        type: null,
        ...(old && !listed ? { location: "global" } : {}),
      };
    const provider = old || listed ? "" : "/providers/microsoft.insights";
    const type = listed ? scope.type : old ? "" : "Microsoft.Insights/diagnosticSettings";
    return { id: `${scope.id}${provider}/diagnosticSettings/${name}`, type };
  },
};

/** Where logs are sent to, the directory's audit log first of all. */
export const diagnosticSettingRoutes: readonly ArmRoute[] = [...routesOf(directory), ...routesOf(azure)];

function routesOf(kind: Kind): readonly ArmRoute[] {
  const { path, at, versions: answered } = kind;
  const shared = { at, versions: answered };
  return [
    { ...shared, method: "GET", path, operation: (call) => list(call, kind) },
    { ...shared, method: "GET", path: `${path}/:name`, operation: (call) => get(call, kind) },
    { ...shared, method: "PUT", path: `${path}/:name`, operation: (call) => put(call, kind) },
    { ...shared, method: "DELETE", path: `${path}/:name`, operation: (call) => remove(call, kind) },
    { ...shared, method: "GET", path: `${path}Categories`, operation: (call) => listCategories(call, kind) },
    { ...shared, method: "GET", path: `${path}Categories/:name`, operation: (call) => getCategory(call, kind) },
  ];
}

function list(call: ArmCall, kind: Kind): Reply {
  const prefix = keyOf(call, "").toLowerCase();
  const value = call.state.documents
    .list(kind.family)
    .filter(({ id }) => id.toLowerCase().startsWith(prefix))
    .map((setting) => settingEntity(call, kind, setting, true));
  return { status: 200, body: { value } };
}

function get(call: ArmCall, kind: Kind): Reply {
  const { name = "" } = call.params;
  const found = call.state.documents.find(kind.family, keyOf(call, name));
  if (found === undefined) throw armErrors.settingNotFound(name);
  return { status: 200, body: settingEntity(call, kind, found) };
}

/** A setting without an enabled log is accepted, and is not there. */
function put(call: ArmCall, kind: Kind): Reply {
  const properties = bodyProperties(call);
  const { name = "" } = call.params;
  if (!destinations.some((each) => typeof properties[each] === "string" && properties[each] !== ""))
    throw armErrors.badRequest("At least one data sink needs to be specified.");
  const given = [properties.logs ?? [], properties.metrics ?? []].flat();
  const known = new Set(kind.categories(call.scope).map((category) => category.name.toLowerCase()));
  for (const each of given) {
    if (!isObject(each)) throw armErrors.badRequest("logs and metrics hold objects.");
    const { category } = each;
    if (kind === directory && !known.has(String(category).toLowerCase()))
      throw armErrors.badRequest(`Category '${String(category)}' is not supported.`);
  }
  const id = keyOf(call, name);
  const before = call.state.documents.find(kind.family, id);
  if (given.some((each) => isObject(each) && each.enabled === true))
    call.state.documents.put(kind.family, id, properties);
  else if (before !== undefined) call.state.documents.remove(kind.family, before);
  return { status: 200, body: settingEntity(call, kind, { sequence: 0, id, properties }) };
}

function remove(call: ArmCall, kind: Kind): Reply {
  const found = call.state.documents.find(kind.family, keyOf(call, call.params.name ?? ""));
  if (found === undefined) return { status: 204 };
  call.state.documents.remove(kind.family, found);
  return { status: 200 };
}

function listCategories(call: ArmCall, kind: Kind): Reply {
  const value = kind.categories(call.scope).map((category) => categoryEntity(call, kind, category));
  return { status: 200, body: { value } };
}

function getCategory(call: ArmCall, kind: Kind): Reply {
  const { name = "" } = call.params;
  const found = kind.categories(call.scope).find((category) => category.name.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw armErrors.settingNotFound(name);
  return { status: 200, body: categoryEntity(call, kind, found) };
}

function keyOf({ scope }: ArmCall, name: string): string {
  return `${scope.id} ${name}`;
}

function settingEntity(call: ArmCall, kind: Kind, { id, properties }: Document, listed = false): Entity {
  const name = id.split(" ").slice(1).join(" ");
  return { ...kind.label(call, name, listed), name, properties };
}

function categoryEntity({ scope, apiVersion }: ArmCall, kind: Kind, { name, categoryType }: Category): Entity {
  const grouped = kind === azure && apiVersion >= "2021" && categoryType === "Logs";
  return {
    id: `${scope.id === "/" ? "" : scope.id}/${kind.path.split("/diagnostic")[0]}/diagnosticSettingsCategories/${name}`,
    type: "microsoft.insights/diagnosticSettingsCategories",
    name,
    properties: { categoryType, ...(grouped ? { categoryGroups: ["allLogs"] } : {}) },
  };
}
