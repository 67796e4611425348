import type { Call } from "../call";
import { graphErrors } from "../errors";
import type { Alert, Incident, Scene } from "../laws/alerts/alert";
import { configurationOf, stateOf } from "../laws/alerts/alert-state";
import { directoryAlerts } from "../laws/alerts/directory-alerts";
import { type Collection, type Navigation, present } from "../odata/collection";
import type { Entity } from "../odata/filter";
import { formatTime } from "../time";

/** What the service shows for a date that has not come yet. */
const never = "0001-01-01T08:00:00Z";

export const definitions = collectionOf("alertDefinitions", "Definition", definitionEntity, {}, [
  "displayName",
  "description",
  "severityLevel",
  "securityImpact",
  "mitigationSteps",
  "howToPrevent",
  "isRemediatable",
  "isConfigurable",
]);

const definitionNavigation = single(definitions, definitionEntity);

export const configurations = collectionOf(
  "alertConfigurations",
  "Configuration",
  configurationEntity,
  { alertDefinition: definitionNavigation },
  ["alertDefinitionId", "isEnabled"],
);

export const incidents: Collection = {
  context: "identityGovernance/roleManagementAlerts/alerts/alertIncidents",
  type: "microsoft.graph.unifiedRoleManagementAlertIncident",
  properties: () => undefined,
  navigation: {},
  page: 100,
  largestPage: 999,
  rows: (call, _wanted, after) =>
    incidentEntities(call, alertAt(call))
      .map((entity, index) => ({ sequence: index + 1, entity }))
      .filter(({ sequence }) => sequence > after),
};

export const alerts = collectionOf(
  "alerts",
  "",
  alertEntity,
  {
    alertDefinition: definitionNavigation,
    alertConfiguration: single(configurations, configurationEntity),
    alertIncidents: (entity, call, options) =>
      incidentEntities(call, alertOf(call, entity.id)).map((incident) => present(incidents, incident, call, options)),
  },
  ["alertDefinitionId", "incidentCount", "isActive", "lastModifiedDateTime", "lastScannedDateTime"],
);

function collectionOf(
  segment: string,
  type: string,
  toEntity: (alert: Alert, call: Call) => Entity,
  navigation: Collection["navigation"],
  names: readonly string[],
): Collection {
  return {
    context: `identityGovernance/roleManagementAlerts/${segment}`,
    type: `microsoft.graph.unifiedRoleManagementAlert${type}`,
    properties: () => ["id", "scopeId", "scopeType", ...names],
    navigation,
    page: 100,
    largestPage: 999,
    rows: (call, _wanted, after) =>
      directoryAlerts
        .map((alert, index) => ({ sequence: index + 1, entity: toEntity(alert, call) }))
        .filter(({ sequence }) => sequence > after),
  };
}

function single(collection: Collection, toEntity: (alert: Alert, call: Call) => Entity): Navigation {
  return (entity, call, options) => present(collection, toEntity(alertOf(call, entity.id), call), call, options);
}

export function sceneOf({ state, now, caller }: Call): Scene {
  return { state, now, scope: "/", callerName: caller.displayName ?? caller.id };
}

export function idOf(alert: Alert, call: Call): string {
  return `DirectoryRole_${call.state.tenantId}_${alert.id}`;
}

export function alertAt(call: Call): Alert {
  return alertOf(call, call.params.id);
}

function alertOf(call: Call, id: unknown): Alert {
  const wanted = String(id).toLowerCase();
  const alert = directoryAlerts.find((each) => idOf(each, call).toLowerCase() === wanted);
  if (alert === undefined) throw graphErrors.resourceNotFound();
  return alert;
}

function common(alert: Alert, call: Call) {
  return { id: idOf(alert, call), scopeType: "DirectoryRole", scopeId: "/" };
}

export function definitionEntity(alert: Alert, call: Call): Entity {
  const { incidents: found, settings } = stateOf(sceneOf(call), alert);
  return {
    ...common(alert, call),
    displayName: alert.displayName,
    description: alert.describe(found, settings),
    severityLevel: alert.severity,
    securityImpact: alert.securityImpact,
    mitigationSteps: alert.mitigationSteps,
    howToPrevent: alert.howToPrevent,
    isRemediatable: alert.remediate !== undefined,
    isConfigurable: Object.keys(alert.settings).length > 0,
  };
}

export function configurationEntity(alert: Alert, call: Call): Entity {
  return {
    "@odata.type": `#microsoft.graph.${typeName(alert)}Configuration`,
    ...common(alert, call),
    alertDefinitionId: idOf(alert, call),
    ...configurationOf(sceneOf(call), alert),
  };
}

export function alertEntity(alert: Alert, call: Call): Entity {
  const { active, incidents: found, modified, enabled } = stateOf(sceneOf(call), alert);
  return {
    ...common(alert, call),
    alertDefinitionId: idOf(alert, call),
    incidentCount: found.length,
    isActive: active,
    lastModifiedDateTime: modified === undefined ? never : formatTime(modified),
    lastScannedDateTime: enabled ? formatTime(call.now) : never,
  };
}

function incidentEntities(call: Call, alert: Alert): Entity[] {
  return stateOf(sceneOf(call), alert).incidents.map((incident) => incidentEntity(alert, incident));
}

export function incidentEntity(alert: Alert, { id, facts }: Incident): Entity {
  return { "@odata.type": `#microsoft.graph.${typeName(alert)}Incident`, id, ...facts };
}

/** "staleSignInAlert"; one alert's types have another name than the alert. */
export function typeName({ id }: Alert): string {
  if (id === "RolesAssignedOutsidePimAlert") return "rolesAssignedOutsidePrivilegedIdentityManagementAlert";
  return `${id.charAt(0).toLowerCase()}${id.slice(1)}`;
}
