import { guidOf, isGuid } from "../../../../src/emulator/ids";
import { at, signedIn } from "../../ask";
import type { Directory } from "../directory";
import type { DocumentedAnswer } from "../example";
import { entitiesIn, isRecord, type Json, text } from "../json";
import type { Place } from "../place";
import type { Scene, Stage } from "../scene";

type Family = "assignment" | "eligibility";

/** What the two planes of Graph that have schedules do differently. */
export interface SchedulePlane {
  /** "/roleManagement/directory" */
  readonly root: string;
  /** Collections of requests under the root. */
  readonly requests: Readonly<Record<Family, string>>;
  /** What names a tuple: of all that an entity shows, the properties a request sends again. */
  readonly tuple: readonly string[];
  /** A tuple where the example names none. */
  readonly anyTuple: Json;
  /** Makes an active assignment past PIM. */
  readonly outsidePim: (scene: Scene, tuple: Json) => Promise<void>;
  /** Turns approval of activations on, by this user. */
  readonly demandApproval: (scene: Scene, tuple: Json, approver: string) => Promise<void>;
}

/** Who holds what through a group where an example shows `memberType: Group`; who approves where it waits; who asks where nobody is named. */
export const helpers = {
  group: guidOf("helper", "group"),
  approver: guidOf("helper", "approver"),
  person: guidOf("helper", "person"),
};

/** Requests, schedules and instances of a plane: all of it is made by requests. */
export function scheduleStage(plane: SchedulePlane, covers: (place: Place) => boolean): Stage {
  return {
    covers,
    people: (directory, _example, answer) => helpersFor(directory, answer),
    presume: async (scene) => {
      if (scene.example.method === "GET") return shownThere(plane, scene);
      if (/cancel$/i.test(scene.place.segments.at(-1) ?? "")) return cancellable(plane, scene);
      await beforeAction(plane, scene);
    },
  };
}

function helpersFor(directory: Directory, answer: DocumentedAnswer): void {
  directory.plant("user", helpers.approver);
  directory.plant("user", helpers.person);
  const throughGroup = entitiesIn(answer.body).filter((entity) => entity.memberType === "Group");
  if (throughGroup.length === 0) return;
  directory.plant("group", helpers.group);
  for (const { principalId } of throughGroup) directory.addMember(helpers.group, String(principalId));
}

/** All that a read shows is there. */
async function shownThere(plane: SchedulePlane, scene: Scene): Promise<void> {
  const family = familyOf(scene.place);
  const shown = entitiesIn(scene.answer.body);
  let last = 0;
  for (const entity of shown) {
    if (plane.tuple.some((name) => entity[name] === undefined) && entity.principalId === undefined) continue;
    const moment = momentOf(entity);
    if (moment > last) scene.ask.tenant.clock.set(new Date(moment).toISOString());
    last = Math.max(last, moment);
    await hold(plane, scene, family, entity);
  }
  scene.ask.tenant.clock.advance("PT10S");
  await renameById(plane, scene, shown);
}

/** When the thing shown came about, in ms; 0 where the page does not say. */
function momentOf(entity: Json): number {
  const dates = [entity.createdDateTime, entity.startDateTime, at(entity, "scheduleInfo", "startDateTime")];
  const shown = dates.map((date) => Date.parse(String(date))).find((date) => date > Date.parse("2001-01-01"));
  return shown ?? 0;
}

async function hold(plane: SchedulePlane, scene: Scene, family: Family, entity: Json): Promise<void> {
  const tuple = { ...plane.anyTuple, ...picked(entity, plane.tuple) };
  if (family === "assignment" && isOutsidePim(entity)) return plane.outsidePim(scene, tuple);
  const action = text(entity.action) ?? (entity.assignmentType === "Activated" ? "selfActivate" : "adminAssign");
  const principal = String(tuple.principalId);
  const asked = {
    ...tuple,
    action,
    justification: "justification" in entity ? entity.justification : "a reason",
    ...(isRecord(entity.ticketInfo) ? { ticketInfo: entity.ticketInfo } : {}),
    scheduleInfo: { startDateTime: null, expiration: endOf(entity) },
  };
  const held = entity.memberType === "Group" ? { ...asked, principalId: helpers.group } : asked;
  await beforeRequest(plane, scene, family, held, String(entity.status));
  const self = /^self/i.test(action);
  const made = await scene.make("POST", pathOf(plane, family), held, self ? signedIn(principal) : callerOf(entity));
  const [request, schedule] = [at(made.body, "id"), at(made.body, "targetScheduleId")];
  const isRequest = "action" in entity || "isValidationOnly" in entity;
  const isInstance = scene.place.segments.some((segment) => /Instances$/i.test(segment));
  if (!isInstance) note(scene, entity.id, isRequest ? request : schedule);
  if (entity.createdUsing !== entity.id) note(scene, entity.createdUsing, request);
  for (const name of [
    "targetScheduleId",
    "roleAssignmentScheduleId",
    "roleEligibilityScheduleId",
    "assignmentScheduleId",
    "eligibilityScheduleId",
    "memberEligibilityScheduleId",
  ])
    note(scene, entity[name], schedule);
}

function isOutsidePim(entity: Json): boolean {
  return entity.createdUsing === null || ("startDateTime" in entity && entity.startDateTime === null);
}

/** Requests show who made them. */
function callerOf(entity: Json): Record<string, string> {
  const id = at(entity, "createdBy", "user", "id");
  return typeof id === "string" && isGuid(id) ? signedIn(id) : {};
}

/** How long it lasts: as shown, else for ever. */
function endOf(entity: Json): Json {
  const expiration = at(entity, "scheduleInfo", "expiration");
  if (isRecord(expiration)) return expiration;
  const end = text(entity.endDateTime);
  return end === undefined ? { type: "noExpiration" } : { type: "afterDateTime", endDateTime: end };
}

/** What a request needs to find: the eligibility behind an activation, the target of a change, an approver where it waits. */
async function beforeRequest(
  plane: SchedulePlane,
  scene: Scene,
  family: Family,
  asked: Json,
  status: string,
): Promise<void> {
  const action = String(asked.action).toLowerCase();
  if (action === "adminassign" || action === "") return;
  if (status === "PendingApproval") await plane.demandApproval(scene, asked, helpers.approver);
  const before: Family = action === "selfactivate" ? "eligibility" : family;
  const tuple = picked(asked, plane.tuple);
  const grant = {
    ...tuple,
    action: "adminAssign",
    justification: "a reason",
    scheduleInfo: { expiration: { type: "afterDuration", duration: "P180D" } },
  };
  if (action === "selfdeactivate") {
    await scene.make("POST", pathOf(plane, "eligibility"), grant);
    const activation = {
      ...grant,
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT2H" } },
    };
    await scene.make("POST", pathOf(plane, "assignment"), activation, signedIn(String(tuple.principalId)));
  } else if (/renew$/.test(action)) {
    const short = { ...grant, scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } } };
    await scene.make("POST", pathOf(plane, family), short);
    scene.ask.tenant.clock.advance("PT2H");
  } else await scene.make("POST", pathOf(plane, before), grant);
  scene.ask.tenant.clock.advance("PT6M");
}

/** An activation that waits for the helping approver; its id. */
export async function waitingActivation(plane: SchedulePlane, scene: Scene): Promise<string> {
  const asked = {
    ...plane.anyTuple,
    principalId: helpers.person,
    action: "selfActivate",
    justification: "a reason",
    scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
  };
  await beforeRequest(plane, scene, "assignment", asked, "PendingApproval");
  const made = await scene.make("POST", pathOf(plane, "assignment"), asked, signedIn(helpers.person));
  return String(at(made.body, "id"));
}

async function beforeAction(plane: SchedulePlane, scene: Scene): Promise<void> {
  const { body } = scene.example;
  if (!isRecord(body)) return;
  const status = text(at(scene.answer.body, "status")) ?? "";
  await beforeRequest(plane, scene, familyOf(scene.place), body, status);
  // what is provisioned at once has begun
  const start = Date.parse(String(at(body, "scheduleInfo", "startDateTime")));
  if (status === "Provisioned" && start > scene.ask.tenant.clock.ms())
    scene.ask.tenant.clock.set(new Date(start).toISOString());
}

/** A request that still can be cancelled: a grant of the future. */
async function cancellable(plane: SchedulePlane, scene: Scene): Promise<void> {
  const start = new Date(scene.ask.tenant.clock.ms() + 86_400_000).toISOString();
  const body = {
    ...plane.anyTuple,
    principalId: helpers.person,
    action: "adminAssign",
    justification: "a reason",
    scheduleInfo: { startDateTime: start, expiration: { type: "afterDuration", duration: "P30D" } },
  };
  const made = await scene.make("POST", pathOf(plane, familyOf(scene.place)), body);
  note(scene, scene.place.segments.at(-2), at(made.body, "id"));
}

/** Where the URL names an entity by an id that is the tenant's own to give, the entity of the shown tuple is meant. */
async function renameById(plane: SchedulePlane, scene: Scene, shown: readonly Json[]): Promise<void> {
  const { segments, version } = scene.place;
  const asked = segments.at(-1) ?? "";
  const [entity] = shown;
  if (/^[A-Za-z]+$/.test(asked) || entity === undefined || scene.renamed.has(asked)) return;
  const list = await scene.ask.get(`/${version}/${segments.slice(0, -1).join("/")}?$filter=${filterOf(plane, entity)}`);
  const [found] = entitiesIn(list.body);
  note(scene, asked, found?.id);
}

function filterOf(plane: SchedulePlane, entity: Json): string {
  return plane.tuple
    .filter((name) => /Id$/.test(name) && !/scope|access/i.test(name) && entity[name] !== undefined)
    .map((name) => `${name} eq '${String(entity[name])}'`)
    .join(" and ");
}

function note({ renamed }: Scene, shown: unknown, made: unknown): void {
  if (typeof shown === "string" && typeof made === "string" && shown !== made && shown !== "") renamed.set(shown, made);
}

function familyOf({ segments }: Place): Family {
  return segments.some((segment) => /eligib/i.test(segment)) ? "eligibility" : "assignment";
}

function pathOf({ root, requests }: SchedulePlane, family: Family): string {
  return `${root}/${requests[family]}`;
}

function picked(entity: Json, names: readonly string[]): Json {
  return Object.fromEntries(
    names.flatMap((name) => (entity[name] === undefined || entity[name] === null ? [] : [[name, entity[name]]])),
  );
}
