import { bodyObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors, pimErrors } from "../errors";
import type { Alert, Incident } from "../laws/alerts/alert";
import { configure, dismiss, reopen, scan, stateOf } from "../laws/alerts/alert-state";
import { checkedSettings } from "../laws/alerts/check-settings";
import { directoryAlerts } from "../laws/alerts/directory-alerts";
import { type Collection, listOf, oneOf } from "../odata/collection";
import { type Entity, wantedBy, wantedTexts } from "../odata/filter";
import { formatTime } from "../time";
import {
  alertAt,
  alertEntity,
  alerts,
  configurationEntity,
  configurations,
  definitionEntity,
  definitions,
  idOf,
  incidentEntity,
  incidents,
  sceneOf,
  typeName,
} from "./alert-entities";

const root = "/identityGovernance/roleManagementAlerts";
/** PIM's alerts for directory roles (beta): https://learn.microsoft.com/graph/how-to-pim-alerts */
export const alertRoutes: readonly Route[] = [
  { method: "GET", path: `${root}/alertDefinitions`, operation: (call) => listOf(definitions, scoped(call)) },
  { method: "GET", path: `${root}/alertDefinitions/:id`, operation: one(definitions, definitionEntity) },
  { method: "GET", path: `${root}/alertConfigurations`, operation: (call) => listOf(configurations, scoped(call)) },
  { method: "GET", path: `${root}/alertConfigurations/:id`, operation: one(configurations, configurationEntity) },
  { method: "PATCH", path: `${root}/alertConfigurations/:id`, operation: patchConfiguration },
  { method: "GET", path: `${root}/alerts`, operation: (call) => listOf(alerts, scoped(call)) },
  { method: "POST", path: `${root}/alerts/refresh`, operation: refreshAll },
  { method: "GET", path: `${root}/alerts/:id`, operation: one(alerts, alertEntity) },
  { method: "PATCH", path: `${root}/alerts/:id`, operation: patchAlert },
  { method: "POST", path: `${root}/alerts/:id/refresh`, operation: refreshOne },
  { method: "GET", path: `${root}/alerts/:id/alertIncidents`, operation: listIncidents },
  { method: "GET", path: `${root}/alerts/:id/alertIncidents/:incident`, operation: oneIncident },
  { method: "POST", path: `${root}/alerts/:id/alertIncidents/:incident/remediate`, operation: remediate },
  { method: "GET", path: `${root}/operations/:id`, operation: oneOperation },
];

function one(collection: Collection, toEntity: (alert: Alert, call: Call) => Entity) {
  return (call: Call): Reply => withIncidentContext(call, oneOf(collection, toEntity(alertAt(call), call), call));
}

/** Incidents shown inside their alert are a list of their own, and say so. */
function withIncidentContext(call: Call, reply: Reply): Reply {
  const body = reply.body as Entity;
  if (body.alertIncidents === undefined) return reply;
  const context = `${call.base}/$metadata#${alerts.context}('${String(body.id)}')/alertIncidents`;
  return { ...reply, body: { ...body, "alertIncidents@odata.context": context } };
}

/** The lists demand the one scope there is. */
function scoped(call: Call): Call {
  const wanted = wantedBy(call.options.filter);
  const [scope] = wantedTexts(wanted, "scopeId") ?? [];
  const [type] = wantedTexts(wanted, "scopeType") ?? [];
  if (scope !== "/" || type?.toLowerCase() !== "directoryrole") throw pimErrors.missingProvider();
  return call;
}

function patchConfiguration(call: Call): Reply {
  const alert = alertAt(call);
  const {
    "@odata.type": type,
    id: _id,
    alertDefinitionId: _definition,
    scopeId: _scope,
    scopeType: _type,
    ...given
  } = bodyObject(call);
  const expected = `microsoft.graph.${typeName(alert)}Configuration`;
  if (String(type).replace(/^#/, "").toLowerCase() !== expected.toLowerCase())
    throw graphErrors.badRequest(`'@odata.type' must be '#${expected}'.`);
  configure(sceneOf(call), alert, checkedSettings(alert, given));
  return { status: 204 };
}

function patchAlert(call: Call): Reply {
  const alert = alertAt(call);
  const { isActive } = bodyObject(call);
  if (typeof isActive !== "boolean") throw graphErrors.badRequest("'isActive' must be true or false.");
  if (isActive) reopen(sceneOf(call), alert);
  else dismiss(sceneOf(call), alert);
  return { status: 204 };
}

function listIncidents(call: Call): Reply {
  const context = `${alerts.context}('${idOf(alertAt(call), call)}')/alertIncidents`;
  return listOf({ ...incidents, context }, call);
}

function oneIncident(call: Call): Reply {
  const alert = alertAt(call);
  return oneOf(incidents, incidentEntity(alert, incidentAt(call, alert)), call);
}

/** By its id, or by whom it is about. */
function incidentAt(call: Call, alert: Alert): Incident {
  const wanted = (call.params.incident ?? "").toLowerCase();
  const found = stateOf(sceneOf(call), alert).incidents;
  const incident =
    found.find(({ id }) => id.toLowerCase() === wanted) ?? found.find(({ subject }) => subject === wanted);
  if (incident === undefined) throw graphErrors.resourceNotFound();
  return incident;
}

function remediate(call: Call): Reply {
  const alert = alertAt(call);
  const incident = incidentAt(call, alert);
  if (alert.remediate === undefined) throw graphErrors.badRequest(`The alert '${alert.id}' cannot be remediated.`);
  alert.remediate(sceneOf(call), incident);
  scan(sceneOf(call), alert);
  return { status: 200 };
}

function refreshAll(call: Call): Reply {
  const { scopeId, scopeType } = bodyObject(call);
  if (scopeId !== "/" || String(scopeType).toLowerCase() !== "directoryrole") throw pimErrors.missingProvider();
  for (const alert of directoryAlerts) scan(sceneOf(call), alert);
  return started(call, call.state.newId("alertOperation"), `${call.base}${root}/alerts`);
}

function refreshOne(call: Call): Reply {
  const alert = alertAt(call);
  scan(sceneOf(call), alert);
  return started(call, `refresh:${idOf(alert, call)}`, `${call.base}${root}/alerts/${idOf(alert, call)}`);
}

function started(call: Call, id: string, resourceLocation: string): Reply {
  call.state.documents.put("alertOperation", id, { created: call.now, resourceLocation });
  return { status: 202, headers: { Location: `${call.base}${root}/operations/${id}` } };
}

/** A scan is over at once, or after the tenant's lag. */
function oneOperation(call: Call): Reply {
  const operation = call.state.documents.find("alertOperation", call.params.id ?? "");
  if (operation === undefined) throw graphErrors.resourceNotFound();
  const created = Number(operation.properties.created);
  const finished = created + call.state.lag;
  return {
    status: 200,
    body: {
      "@odata.context": `${call.base}/$metadata#identityGovernance/roleManagementAlerts/operations/$entity`,
      id: operation.id,
      createdDateTime: formatTime(created),
      lastActionDateTime: formatTime(Math.min(finished, call.now)),
      resourceLocation: operation.properties.resourceLocation,
      status: finished <= call.now ? "succeeded" : "running",
      statusDetail: "",
    },
  };
}
