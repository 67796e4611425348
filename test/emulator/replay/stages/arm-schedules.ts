import { guidOf, isGuid } from "../../../../src/emulator/ids";
import { at, signedIn } from "../../ask";
import { armPeople, armShown, armUrl, putArm } from "../arm-scene";
import { entitiesIn, isRecord, type Json, text } from "../json";
import type { Scene, Stage } from "../scene";
import { helpers } from "./schedules";

type Family = "Assignment" | "Eligibility";

const type = /\/providers\/Microsoft\.Authorization\/role(Assignment|Eligibility)Schedule(Request|Instance|)s(\/|$)/i;
const provider = "providers/Microsoft.Authorization";
const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** PIM for Azure roles: requests, schedules and instances are all made by requests. */
export const armSchedules: Stage = {
  covers: ({ path }) => type.test(path),
  people: (directory, example, answer) => {
    armPeople(directory, example, answer);
    directory.plant("user", helpers.approver);
    directory.plant("user", helpers.person);
  },
  presume: async (scene) => {
    const { method, body } = scene.example;
    const { path } = scene.place;
    if (method === "GET") return shownThere(scene);
    if (/\/cancel$/i.test(path)) return cancellable(scene);
    const properties = isRecord(body) && isRecord(body.properties) ? body.properties : {};
    const asked = { ...properties, scope: path.split(`/${provider}`)[0] };
    await allowAll(scene, asked);
    await beforeRequest(scene, asked);
  },
  caller: ({ example, answer }) => {
    const type = text(at(example.body, "properties", "requestType"));
    const asker = type?.startsWith("Self") ? at(example.body, "properties", "principalId") : requestorOf(answer.body);
    return typeof asker === "string" && example.method !== "GET" ? signedIn(asker) : {};
  },
};

function requestorOf(body: unknown): unknown {
  return at(body, "properties", "requestorId");
}

async function shownThere(scene: Scene): Promise<void> {
  const [, family = "", kind = ""] = type.exec(scene.place.path) ?? [];
  const shown = armShown(scene);
  for (const entity of shown) await hold(scene, family === "Assignment" ? "Assignment" : "Eligibility", kind, entity);
  scene.ask.tenant.clock.advance("PT10S");
  if (kind === "Instance") await renameInstances(scene, shown);
}

/** A request of the name that a request, or the schedule it makes, is shown under. */
async function hold(scene: Scene, family: Family, kind: string, entity: Json): Promise<void> {
  const properties = isRecord(entity.properties) ? entity.properties : {};
  const moment = Date.parse(
    String(properties.createdOn ?? properties.startDateTime ?? at(properties, "scheduleInfo", "startDateTime")),
  );
  const { clock } = scene.ask.tenant;
  if (!Number.isNaN(moment) && moment > clock.ms()) clock.set(new Date(moment).toISOString());
  const requestType =
    text(properties.requestType) ?? (properties.assignmentType === "Activated" ? "SelfActivate" : "AdminAssign");
  const requestId = text(properties[`role${family}ScheduleRequestId`]);
  const scheduleId = text(properties[`role${family}ScheduleId`]) ?? requestId;
  const name = kind === "Instance" ? scheduleId?.split("/").at(-1) : text(entity.name);
  const scope = text(properties.scope) ?? "";
  const { principalId, roleDefinitionId, condition, conditionVersion, justification, ticketInfo } = properties;
  const linkedRoleEligibilityScheduleId = properties.linkedRoleEligibilityScheduleId;
  const asked = {
    ...{ principalId, roleDefinitionId, condition, conditionVersion, justification, ticketInfo, requestType },
    linkedRoleEligibilityScheduleId,
    scheduleInfo: spanOf(properties),
  };
  await allowAll(scene, { ...asked, scope });
  await beforeRequest(scene, { ...asked, scope });
  const self = requestType.startsWith("Self");
  const asker = self ? principalId : requestorOf(entity);
  const named = isGuid(name) ? name : guidOf("schedule", scope, String(properties.principalId));
  const caller = isGuid(asker) ? signedIn(asker) : {};
  const url = armUrl(scene, `${scope}/${provider}/role${family}ScheduleRequests/${named}`);
  await scene.make("PUT", url, { properties: asked }, caller);
}

/** What a page shows to pass presumes settings that let it pass: without a justification, without an end. */
async function allowAll(scene: Scene, { scope, roleDefinitionId }: Json): Promise<void> {
  const place = String(scope).replace(/^\/?providers\/Microsoft\.Subscription(?=\/)/i, "");
  const policies = armUrl(scene, `${place}/${provider}/roleManagementPolicies`);
  const list = await scene.ask.get(`${policies}&$filter=roleDefinitionId eq '${String(roleDefinitionId)}'`);
  const [policy] = entitiesIn(list.body);
  const before = at(policy, "properties", "rules");
  if (policy === undefined || !Array.isArray(before))
    throw new Error(`what it presumes is not there: settings at ${place}`);
  const rules = before.filter(isRecord).flatMap((rule) => {
    if (/^Enablement_/.test(String(rule.id))) return { ...rule, enabledRules: [] };
    return /^Expiration_Admin/.test(String(rule.id)) ? { ...rule, isExpirationRequired: false } : [];
  });
  await scene.make("PATCH", armUrl(scene, String(policy.id)), { properties: { rules } });
}

function spanOf(properties: Json): Json {
  const { scheduleInfo, endDateTime } = properties;
  const shown = isRecord(scheduleInfo) && isRecord(scheduleInfo.expiration) ? scheduleInfo.expiration : undefined;
  if (shown !== undefined) return { startDateTime: null, expiration: shown };
  return {
    startDateTime: null,
    expiration: typeof endDateTime === "string" ? { type: "AfterDateTime", endDateTime } : { type: "NoExpiration" },
  };
}

/** The eligibility behind an activation, or what a change changes. */
async function beforeRequest(scene: Scene, asked: Json): Promise<void> {
  const action = String(asked.requestType).toLowerCase();
  if (action === "adminassign") return;
  const scope = text(asked.scope) ?? "";
  const linked = text(asked.linkedRoleEligibilityScheduleId)?.split("/").at(-1);
  const name = isGuid(linked) ? linked : guidOf("before", scope, String(asked.principalId));
  const { principalId, roleDefinitionId, condition, conditionVersion } = asked;
  const properties = {
    principalId,
    roleDefinitionId,
    condition,
    conditionVersion,
    requestType: "AdminAssign",
    justification: "a reason",
    scheduleInfo: { expiration: { type: "AfterDuration", duration: "P90D" } },
  };
  const family = action === "selfactivate" || !/assignment/i.test(scene.place.path) ? "Eligibility" : "Assignment";
  await putArm(scene, `${scope}/${provider}/role${family}ScheduleRequests/${name}`, { properties });
  scene.ask.tenant.clock.advance("PT6M");
}

/** A request that can still be cancelled, under the name in the URL: a grant of the future. */
async function cancellable(scene: Scene): Promise<void> {
  const path = scene.place.path.replace(/\/cancel$/i, "");
  const scope = path.split(`/${provider}`)[0] ?? "";
  const startDateTime = new Date(scene.ask.tenant.clock.ms() + 86_400_000).toISOString();
  const prefix = scope.replace("/providers/Microsoft.Subscription", "");
  await putArm(scene, path, {
    properties: {
      principalId: helpers.person,
      roleDefinitionId: `${prefix}/${provider}/roleDefinitions/${owner}`,
      requestType: "AdminAssign",
      justification: "a reason",
      scheduleInfo: { startDateTime, expiration: { type: "AfterDuration", duration: "P30D" } },
    },
  });
}

/** Names of instances are the tenant's to give: found by who holds what. */
async function renameInstances(scene: Scene, shown: readonly Json[]): Promise<void> {
  const list = scene.place.path.replace(/(Instances)\/[^/]+$/i, "$1");
  const made = entitiesIn((await scene.ask.get(armUrl(scene, list))).body);
  for (const entity of shown) {
    const found = made.find(
      (each) => at(each, "properties", "principalId") === at(entity, "properties", "principalId"),
    );
    const [from, to] = [String(entity.name), text(found?.name)];
    if (to !== undefined && from !== to) scene.renamed.set(from, to);
  }
}
