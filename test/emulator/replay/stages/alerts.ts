import { entitiesIn, isRecord, type Json, objectsIn, text } from "../json";
import type { Scene, Stage } from "../scene";
import { patchRule, policyOf } from "./policies";

const root = "/beta/identityGovernance/roleManagementAlerts";
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
const anyRole = "fe930be7-5e62-47db-91af-98c3a49a38b1";
/** Ids of alerts begin with the tenant's. */
const alertId = /DirectoryRole_([0-9a-f-]{36})_(\w+)/g;

/** PIM's alerts: what they find is brought about, their settings are set as shown, their scans started. */
export const alerts: Stage = {
  covers: ({ segments }) => /^roleManagementAlerts$/i.test(segments[1] ?? ""),
  people: (directory, example) => {
    const incident = /alertIncidents\/([0-9a-f-]{36})/i.exec(example.url)?.[1];
    if (incident !== undefined) directory.plant("user", incident);
  },
  presume: async (scene) => {
    const { example, answer, ask, place } = scene;
    const all = decodeURIComponent(JSON.stringify([example.url.replaceAll("+", " "), example.body, answer.body]));
    for (const [, tenant = ""] of all.matchAll(alertId)) scene.renamed.set(tenant, ask.tenant.tenantId);
    const collection = place.segments[2]?.toLowerCase();
    if (collection === "operations") return scanned(scene, place.segments[3] ?? "");
    if (example.method === "GET" && collection === "alertconfigurations")
      for (const entity of entitiesIn(answer.body)) await configure(scene, entity);
    const named = place.segments[5];
    const shown = [...objectsIn(answer.body)].filter((each) => /AlertIncident$/.test(String(each["@odata.type"])));
    if (shown.length > 0) for (const each of shown) await bringAbout(scene, String(each["@odata.type"]), each);
    else if (named !== undefined) await bringAbout(scene, place.segments[3] ?? "", { assigneeId: named });
  },
};

async function scanned(scene: Scene, id: string): Promise<void> {
  const alert = /^refresh:(DirectoryRole_[0-9a-f-]{36}_\w+)$/.exec(id)?.[1];
  const path = alert === undefined ? `${root}/alerts/refresh` : `${root}/alerts/${named(scene, alert)}/refresh`;
  const started = await scene.make("POST", path, { scopeId: "/", scopeType: "DirectoryRole" });
  const operation = started.headers.get("Location")?.split("/").at(-1);
  if (alert === undefined && operation !== undefined) scene.renamed.set(id, operation);
}

async function configure(scene: Scene, entity: Json): Promise<void> {
  const { id, alertDefinition: _definition, ...settings } = entity;
  if (typeof id === "string" && typeof settings["@odata.type"] === "string")
    await scene.make("PATCH", `${root}/alertConfigurations/${named(scene, id)}`, renamedIn(scene, settings));
}

/** Makes what an alert of that kind finds. */
async function bringAbout(scene: Scene, kind: string, incident: Json): Promise<void> {
  const principalId = text(incident.assigneeId);
  const role = text(incident.roleDefinitionId) ?? text(incident.roleTemplateId) ?? anyRole;
  if (/noMfa/i.test(kind)) {
    const policy = await policyOf(scene, "/", "DirectoryRole", role);
    const type = "#microsoft.graph.unifiedRoleManagementPolicyEnablementRule";
    await patchRule(scene, policy, "Enablement_EndUser_Assignment", { "@odata.type": type, enabledRules: [] });
  } else if (/redundant/i.test(kind)) {
    const scheduleInfo = { expiration: { type: "noExpiration" } };
    const grant = { action: "adminAssign", principalId, roleDefinitionId: role, directoryScopeId: "/", scheduleInfo };
    await scene.make("POST", "/roleManagement/directory/roleEligibilityScheduleRequests", grant);
    scene.ask.tenant.clock.advance("P31D");
  } else if (principalId !== undefined) {
    const roleDefinitionId = /tooManyGlobalAdmins/i.test(kind) ? globalAdministrator : role;
    const grant = { principalId, roleDefinitionId, directoryScopeId: "/" };
    await scene.make("POST", "/roleManagement/directory/roleAssignments", grant);
  }
}

function named(scene: Scene, id: string): string {
  return id.replace(alertId, (_, _tenant, name: string) => `DirectoryRole_${scene.ask.tenant.tenantId}_${name}`);
}

function renamedIn(scene: Scene, settings: Json): Json {
  const { alertDefinitionId } = settings;
  return isRecord(settings) && typeof alertDefinitionId === "string"
    ? { ...settings, alertDefinitionId: named(scene, alertDefinitionId) }
    : settings;
}
