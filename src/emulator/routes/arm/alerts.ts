import { bodyProperties } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armPimErrors } from "../../arm-pim-errors";
import type { Reply } from "../../call";
import { graphErrors } from "../../errors";
import type { Alert, Incident, Scene } from "../../laws/alerts/alert";
import { configurationOf, configure, dismiss, reopen, scan, stateOf } from "../../laws/alerts/alert-state";
import { azureAlerts } from "../../laws/alerts/azure-alerts";
import { checkedSettings } from "../../laws/alerts/check-settings";
import { versions } from "../../laws/arm/api-version";
import type { Entity } from "../../odata/filter";
import { formatTime } from "../../time";
import { pimEntity } from "./pim-shapes";

const provider = "providers/Microsoft.Authorization";
const alertsType = "roleManagementAlerts";
const definitionsType = "roleManagementAlertDefinitions";
const configurationsType = "roleManagementAlertConfigurations";
const operationsType = "roleManagementAlertOperations";
const alerts = `${provider}/${alertsType}`;
const one = `${alerts}/:id`;
const incident = `${one}/alertIncidents/:incident`;
/** What the service shows for a date that has not come yet. */
const never = "0001-01-01T08:00:00+00:00";

const routes: readonly Omit<ArmRoute, "versions">[] = [
  { method: "GET", path: alerts, operation: (call) => listOf(call, alertEntity) },
  { method: "POST", path: `${alerts}/refresh`, operation: refreshAll },
  { method: "GET", path: one, operation: (call) => ok(alertEntity(call, alertAt(call))) },
  { method: "PATCH", path: one, operation: patchAlert },
  { method: "POST", path: `${one}/refresh`, operation: refreshOne },
  { method: "GET", path: `${one}/alertIncidents`, operation: listIncidents },
  { method: "GET", path: incident, operation: oneIncident },
  { method: "POST", path: `${incident}/remediate`, operation: remediate },
  { method: "GET", path: `${provider}/${definitionsType}`, operation: (call) => listOf(call, definitionEntity) },
  {
    method: "GET",
    path: `${provider}/${definitionsType}/:id`,
    operation: (call) => ok(definitionEntity(call, alertAt(call))),
  },
  { method: "GET", path: `${provider}/${configurationsType}`, operation: (call) => listOf(call, configurationEntity) },
  {
    method: "GET",
    path: `${provider}/${configurationsType}/:id`,
    operation: (call) => ok(configurationEntity(call, alertAt(call))),
  },
  { method: "PATCH", path: `${provider}/${configurationsType}/:id`, operation: patchConfiguration },
  { method: "GET", path: `${provider}/${operationsType}/:operation`, operation: oneOperation },
];

/** PIM's alerts at a scope: https://learn.microsoft.com/rest/api/authorization/role-management-alert-rest-sample */
export const armAlertRoutes: readonly ArmRoute[] = routes.map((route) => ({ ...route, versions: versions.alerts }));

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function listOf(call: ArmCall, entity: (call: ArmCall, alert: Alert) => Entity): Reply {
  return ok({ value: azureAlerts.map((alert) => entity(call, alert)) });
}

function sceneOf({ state, now, scope, caller }: ArmCall): Scene {
  return { state, now, scope: scope.id, callerName: caller.displayName ?? caller.id };
}

function alertAt({ params }: ArmCall): Alert {
  const name = params.id ?? "";
  const alert = azureAlerts.find(({ id }) => id.toLowerCase() === name.toLowerCase());
  if (alert === undefined) throw armPimErrors.notFound("RoleManagementAlert", name);
  return alert;
}

/** Alerts write their scope without the slash at its start. */
function scopeIn({ scope }: ArmCall): string {
  return scope.id.slice(1);
}

function definitionEntity(call: ArmCall, alert: Alert): Entity {
  const { incidents, settings } = stateOf(sceneOf(call), alert);
  const { severity } = alert;
  return pimEntity(call, call.scope.id, definitionsType, alert.id, {
    displayName: alert.displayName,
    scope: scopeIn(call),
    description: alert.describe(incidents, settings),
    severityLevel: `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`,
    securityImpact: alert.securityImpact,
    mitigationSteps: alert.mitigationSteps,
    howToPrevent: alert.howToPrevent,
    isRemediatable: alert.remediate !== undefined,
    isConfigurable: Object.keys(alert.settings).length > 0,
  });
}

function configurationEntity(call: ArmCall, alert: Alert): Entity {
  return pimEntity(call, call.scope.id, configurationsType, alert.id, {
    alertConfigurationType: `${alert.id}AlertConfiguration`.replace("AlertAlert", "Alert"),
    alertDefinitionId: alert.id,
    scope: scopeIn(call),
    ...configurationOf(sceneOf(call), alert),
  });
}

function alertEntity(call: ArmCall, alert: Alert): Entity {
  const { active, incidents, modified, enabled } = stateOf(sceneOf(call), alert);
  return pimEntity(call, call.scope.id, alertsType, alert.id, {
    scope: scopeIn(call),
    incidentCount: incidents.length,
    lastModifiedDateTime: modified === undefined ? never : offset(modified),
    lastScannedDateTime: enabled ? offset(call.now) : never,
    isActive: active,
    alertDefinition: definitionEntity(call, alert),
    alertIncidents: incidents.map((each) => incidentEntity(call, alert, each)),
    alertConfiguration: configurationEntity(call, alert),
  });
}

function incidentEntity(call: ArmCall, alert: Alert, { id, facts }: Incident): Entity {
  const type = `${alert.id}AlertIncident`.replace("AlertAlert", "Alert");
  const shown = pimEntity(call, call.scope.id, `${alertsType}/${alert.id}/alertIncidents`, id, {
    alertIncidentType: type,
    ...facts,
  });
  return { ...shown, type: `Microsoft.Authorization/${alertsType}/alertIncidents` };
}

function offset(at: number): string {
  return formatTime(at).replace(/Z$/, "+00:00");
}

function patchAlert(call: ArmCall): Reply {
  const alert = alertAt(call);
  const { isActive } = bodyProperties(call);
  if (typeof isActive !== "boolean") throw graphErrors.badRequest("'isActive' must be true or false.");
  if (isActive) reopen(sceneOf(call), alert);
  else dismiss(sceneOf(call), alert);
  return { status: 204 };
}

function patchConfiguration(call: ArmCall): Reply {
  const alert = alertAt(call);
  const { alertConfigurationType, alertDefinitionId: _definition, scope: _scope, ...given } = bodyProperties(call);
  const { alertConfigurationType: expected } = configurationEntity(call, alert).properties as Entity;
  if (alertConfigurationType !== expected)
    throw graphErrors.badRequest(`'alertConfigurationType' must be '${String(expected)}'.`);
  configure(sceneOf(call), alert, checkedSettings(alert, given));
  return { status: 204 };
}

function listIncidents(call: ArmCall): Reply {
  const alert = alertAt(call);
  return ok({ value: stateOf(sceneOf(call), alert).incidents.map((each) => incidentEntity(call, alert, each)) });
}

function oneIncident(call: ArmCall): Reply {
  const alert = alertAt(call);
  return ok(incidentEntity(call, alert, incidentAt(call, alert)));
}

function incidentAt(call: ArmCall, alert: Alert): Incident {
  const wanted = call.params.incident?.toLowerCase() ?? "";
  const found = stateOf(sceneOf(call), alert).incidents;
  const incident = found.find(({ id }) => id === wanted) ?? found.find(({ subject }) => subject === wanted);
  if (incident === undefined) throw armPimErrors.notFound("AlertIncident", wanted);
  return incident;
}

function remediate(call: ArmCall): Reply {
  const alert = alertAt(call);
  alert.remediate?.(sceneOf(call), incidentAt(call, alert));
  scan(sceneOf(call), alert);
  return { status: 204 };
}

function refreshAll(call: ArmCall): Reply {
  return started(call, azureAlerts, alerts, "NotStarted");
}

function refreshOne(call: ArmCall): Reply {
  const alert = alertAt(call);
  return started(call, [alert], `${alerts}/${alert.id}`, "Running");
}

function started(call: ArmCall, scanned: readonly Alert[], path: string, status: string): Reply {
  for (const alert of scanned) scan(sceneOf(call), alert);
  const id = call.state.newId("alertOperation");
  const names = scanned.map((alert) => alert.id);
  const resourceLocation = addressOf(call, path);
  call.state.documents.put("alertOperation", id, { created: call.now, resourceLocation, names });
  const headers = { Location: addressOf(call, `${provider}/${operationsType}/${id}`) };
  return { status: 202, headers, body: operationBody(call, id, status) };
}

function addressOf({ origin, scope, apiVersion }: ArmCall, path: string): string {
  return `${origin}${scope.id === "/" ? "" : scope.id}/${path}?api-version=${apiVersion}`;
}

/** A scan is over at once, or after the tenant's lag. */
function oneOperation(call: ArmCall): Reply {
  const id = call.params.operation ?? "";
  const operation = call.state.documents.find("alertOperation", id);
  if (operation === undefined) throw armPimErrors.notFound("RoleManagementAlertOperation", id);
  const finished = Number(operation.properties.created) + call.state.lag <= call.now;
  return ok(operationBody(call, operation.id, finished ? "Succeeded" : "Running"));
}

function operationBody({ state, now }: ArmCall, id: string, status: string): Entity {
  const { created, resourceLocation, names } = state.documents.find("alertOperation", id)?.properties ?? {};
  const result = [names].flat().map((name) => ({ name, statusDetail: `Scan: ${status}.` }));
  return {
    id,
    status,
    statusDetail: JSON.stringify({ result }),
    createdDateTime: offset(Number(created)),
    lastActionDateTime: offset(Math.min(now, Number(created) + state.lag)),
    resourceLocation,
  };
}
