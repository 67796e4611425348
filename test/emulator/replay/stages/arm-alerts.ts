import { guidOf, isGuid } from "../../../../src/emulator/ids";
import { armUrl } from "../arm-scene";
import type { DocumentedAnswer, Example } from "../example";
import { isRecord, type Json, objectsIn, text } from "../json";
import type { Scene, Stage } from "../scene";

const provider = "/providers/Microsoft.Authorization";
const incidentId = /^(.*)\/providers\/Microsoft\.Authorization\/roleManagementAlerts\/(\w+)\/alertIncidents\/([^/?]+)/i;
const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
/** Role assignments are of another API version than alerts. */
const assignmentsVersion = "2022-04-01";

/** PIM's alerts at a scope: what they find is brought about, with thresholds that it reaches; their scans are started. */
export const armAlerts: Stage = {
  covers: ({ path }) => /\/roleManagementAlert\w*/i.test(path),
  people: (directory, example, answer) => {
    for (const { subject } of incidentsIn(example, answer)) if (subject !== undefined) directory.plant("user", subject);
  },
  presume: async (scene) => {
    const { example, answer, place } = scene;
    const named = /^(.*)\/roleManagementAlertOperations\/([^/]+)$/i.exec(place.path);
    if (named !== null) return scanned(scene, named[1] ?? "", named[2] ?? "");
    if (example.method !== "GET" && !/alertIncidents/i.test(place.path)) return;
    for (const incident of incidentsIn(example, answer)) await bringAbout(scene, incident);
  },
};

interface Incident {
  readonly scope: string;
  readonly alert: string;
  readonly id: string;
  /** The person that it is about; undefined for a role. */
  readonly subject: string | undefined;
  readonly properties: Json;
}

/** Those that the answer shows, and the one that the URL names. */
function incidentsIn({ url }: Example, { body }: DocumentedAnswer): Incident[] {
  const shown = [...objectsIn(body), { id: new URL(url).pathname }];
  const found = shown.flatMap((object): Incident[] => {
    const [, scope = "", alert = "", id = ""] = incidentId.exec(text(object.id) ?? "") ?? [];
    const properties = isRecord(object.properties) ? object.properties : {};
    const subject = alert.startsWith("Duplicate") ? undefined : (text(properties.assigneeId) ?? id);
    return isGuid(id) ? [{ scope, alert, id, subject, properties }] : [];
  });
  return [...new Map(found.map((each) => [`${each.alert} ${each.id}`.toLowerCase(), each])).values()];
}

async function bringAbout(scene: Scene, { scope, alert, id, subject, properties }: Incident): Promise<void> {
  if (subject === undefined) {
    for (const name of [id, guidOf("another", id)])
      await put(scene, `${scope}${provider}/roleDefinitions/${name}`, {
        roleName: name === id ? (text(properties.roleName) ?? name) : name,
        permissions: [{ actions: ["Microsoft.Resources/subscriptions/read"] }],
        assignableScopes: [scope],
      });
    return;
  }
  await letEverythingCount(scene, scope, alert);
  const outside = /OutsidePim/i.test(alert);
  const role = outside ? (text(properties.roleTemplateId) ?? owner) : owner;
  await put(scene, `${scope}${provider}/roleAssignments/${outside ? id : guidOf("holding", subject)}`, {
    roleDefinitionId: `${scope}${provider}/roleDefinitions/${role}`,
    principalId: subject,
  });
}

async function letEverythingCount(scene: Scene, scope: string, alert: string): Promise<void> {
  const path = `${scope}${provider}/roleManagementAlertConfigurations/${alert}`;
  const { body } = await scene.ask.get(armUrl(scene, path));
  const settings = isRecord(body) && isRecord(body.properties) ? body.properties : {};
  const lowered = Object.entries(settings).map(([name, value]) => [name, name.startsWith("threshold") ? 0 : value]);
  await scene.make("PATCH", armUrl(scene, path), { properties: Object.fromEntries(lowered) });
}

async function put(scene: Scene, path: string, properties: Json): Promise<void> {
  await scene.make("PUT", `${new URL(scene.example.url).origin}${path}?api-version=${assignmentsVersion}`, {
    properties,
  });
}

async function scanned(scene: Scene, base: string, id: string): Promise<void> {
  const started = await scene.make("POST", armUrl(scene, `${base}/roleManagementAlerts/refresh`));
  const operation = started.headers.get("Location")?.split("/").at(-1)?.split("?")[0];
  if (operation !== undefined) scene.renamed.set(id, operation);
}
