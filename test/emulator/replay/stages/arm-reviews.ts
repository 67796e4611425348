import { guidOf } from "../../../../src/emulator/ids";
import { at, listed, signedIn } from "../../ask";
import { armUrl } from "../arm-scene";
import type { DocumentedAnswer } from "../example";
import { entitiesIn, isRecord, type Json, text } from "../json";
import type { Scene, Stage } from "../scene";
import { armReviewHelpers, armReviewPeople } from "./arm-review-people";

const provider = "/providers/Microsoft.Authorization";
const pattern =
  /^(.*?)\/providers\/Microsoft\.Authorization\/(accessReview\w+)(?:\/([^/]+))?(?:\/instances(?:\/([^/]+))?)?(?:\/(\w+))?(?:\/([^/]+))?$/i;
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/** Where an example of access reviews points. */
interface Target {
  /** "" below the tenant, where reviewers look. */
  readonly scope: string;
  readonly type: string;
  readonly id: string | undefined;
  readonly instance: string | undefined;
  /** "decisions", "contactedReviewers", "stop" … */
  readonly below: string | undefined;
  readonly last: string | undefined;
}

/** Access reviews of Azure roles: made by PUT when they begin, decided by their reviewers, ended and applied as shown. */
export const armReviews: Stage = {
  covers: ({ path }) => new RegExp(`${provider}/accessReview`, "i").test(path),
  people: armReviewPeople,
  presume: async (scene) => {
    const target = targetOf(scene);
    const { example, answer } = scene;
    startAt(scene);
    if (example.method === "DELETE" && answer.status !== 200) return;
    if (/Settings$/i.test(target.type)) return settings(scene);
    if (/HistoryDefinitions$/i.test(target.type)) return history(scene, target);
    if (example.method === "PUT" && target.instance === undefined) return;
    if (target.id !== undefined || example.method !== "GET") return oneReview(scene, target);
    for (const entity of entitiesIn(answer.body)) await oneReview(scene, targetIn(entity, target), entity);
  },
  caller: (scene) => {
    const { scope, below } = targetOf(scene);
    if (scope === "" || below === "recordAllDecisions") return signedIn(reviewerOf(scene));
    const maker = at(scene.answer.body, "properties", "createdBy", "principalId");
    return scene.example.method === "PUT" && typeof maker === "string" ? signedIn(maker) : undefined;
  },
};

function targetOf({ place }: Scene): Target {
  const [, scope = "", type = "", id, instance, below, last] = pattern.exec(place.path) ?? [];
  const isAction = instance === undefined && id !== undefined && /^(stop)$/.test(id);
  return { scope, type, id: isAction ? undefined : id, instance, below, last };
}

function targetIn({ name }: Json, target: Target): Target {
  return { ...target, id: String(name) };
}

/** What an example shows begins when it says. */
function startAt({ example, answer, ask }: Scene): void {
  const all = JSON.stringify([example.body, answer.body]);
  const start = /"start(?:Date|DateTime)":"(20[^"]+)"/.exec(all)?.[1];
  if (start !== undefined) ask.tenant.clock.set(new Date(start).toISOString());
}

async function settings(scene: Scene): Promise<void> {
  const { example, answer, place } = scene;
  if (example.method === "GET")
    await scene.make("PUT", armUrl(scene, place.path), { properties: at(answer.body, "properties") });
}

async function history(scene: Scene, { scope, id, instance }: Target): Promise<void> {
  const { example, answer } = scene;
  if (id === undefined || example.method === "PUT") return;
  const [shown] = entitiesIn(answer.body);
  const {
    displayName = "A report",
    reviewHistoryPeriodStartDateTime,
    reviewHistoryPeriodEndDateTime,
  } = isRecord(shown?.properties) ? shown.properties : {};
  const properties = { displayName, reviewHistoryPeriodStartDateTime, reviewHistoryPeriodEndDateTime };
  await scene.make("PUT", armUrl(scene, `${scope}${provider}/accessReviewHistoryDefinitions/${id}`), { properties });
  if (instance !== undefined) scene.renamed.set(instance, id);
}

/** A review, by PUT under its name, with whom the example shows under review; then what was decided, ended, applied. */
async function oneReview(scene: Scene, target: Target, entity?: Json): Promise<void> {
  const { example, answer } = scene;
  const shown = example.method === "GET" || example.method === "PATCH" ? entitiesIn(answer.body) : [];
  const items = target.below === "decisions" ? shown : [];
  const given =
    entity ?? (target.instance === undefined && target.below === undefined && !isList(answer) ? shown[0] : undefined);
  const role = await roleFor(scene, target, given, items);
  if (target.scope === "" || target.instance !== undefined || target.below !== undefined)
    await hold(scene, role, items);
  const properties = isRecord(given?.properties) ? asSent(given.properties) : definitionFor(scene, role, shown);
  const path = `${role.scope}${provider}/accessReviewScheduleDefinitions/${target.id ?? ""}`;
  const maker = text(at(properties, "createdBy", "principalId"));
  await scene.make("PUT", armUrl(scene, path), { properties }, maker === undefined ? {} : signedIn(maker));
  const [instance] = listed(await scene.ask.get(armUrl(scene, `${path}/instances`)));
  const made = String(at(instance, "name"));
  for (const old of instancesIn(target, shown, entity)) scene.renamed.set(`instances/${old}`, `instances/${made}`);
  await decided(scene, target, `${path}/instances/${made}`, items);
  await ended(scene, target, `${path}/instances/${made}`, shown);
}

/** Without what the service adds. */
function asSent({ instances: _instances, status: _status, ...properties }: Json): Json {
  return properties;
}

function isList({ body }: DocumentedAnswer): boolean {
  return isRecord(body) && Array.isArray(body.value);
}

function instancesIn({ instance, below }: Target, shown: readonly Json[], entity: Json | undefined): string[] {
  const nested = at(entity, "properties", "instances");
  const named = (Array.isArray(nested) ? nested : []).map((each: unknown) => String(at(each, "name")));
  const listedThere = instance === undefined && below === undefined && entity === undefined;
  return [
    ...(instance === undefined ? [] : [instance]),
    ...named,
    ...(listedThere ? shown.map(({ name }) => String(name)) : []),
  ];
}

interface Role {
  readonly scope: string;
  readonly id: string;
}

/** The role and the place under review: as shown, else a role of the items' resource, at the scope of the URL or a group of its own. */
async function roleFor(
  scene: Scene,
  { scope }: Target,
  given: Json | undefined,
  items: readonly Json[],
): Promise<Role> {
  const shown = at(given, "properties", "scope");
  const named = text(at(shown, "roleDefinitionId"));
  const place = text(at(shown, "resourceId")) ?? (scope === "" ? await groupOf(scene) : scope);
  if (named !== undefined) return { scope: place, id: named };
  const guid = text(at(items[0], "properties", "resource", "id")) ?? reader;
  const prefix = /^\/subscriptions\/[^/]+/.exec(place)?.[0] ?? "";
  const id = `${prefix}${provider}/roleDefinitions/${guid}`;
  if (guid !== reader) await makeRole(scene, place, id, guid);
  return { scope: place, id };
}

async function makeRole(scene: Scene, place: string, id: string, guid: string): Promise<void> {
  const properties = {
    roleName: `Role ${guid}`,
    type: "CustomRole",
    permissions: [{ actions: ["*/read"] }],
    assignableScopes: [place],
  };
  await scene.make("PUT", versioned(scene, `${place}${id.slice(id.indexOf(provider))}`, "2022-04-01"), { properties });
}

async function groupOf(scene: Scene): Promise<string> {
  const id = "/providers/Microsoft.Management/managementGroups/reviewed";
  await scene.make("PUT", versioned(scene, id, "2020-05-01"), { properties: { displayName: "Reviewed" } });
  return id;
}

/** Everybody under review holds the role; somebody does where nobody is shown. */
async function hold(scene: Scene, { scope, id }: Role, items: readonly Json[]): Promise<void> {
  const people = items.map((item) =>
    String(at(item, "properties", "principal", "id") ?? at(item, "properties", "target", "principalId")),
  );
  for (const principalId of people.length === 0 ? [armReviewHelpers.holder] : people) {
    const path = `${scope}${provider}/roleAssignments/${guidOf("held", principalId)}`;
    await scene.make("PUT", versioned(scene, path, "2022-04-01"), {
      properties: { roleDefinitionId: id, principalId },
    });
  }
}

function versioned({ example }: Scene, path: string, version: string): string {
  return `${new URL(example.url).origin}${path}?api-version=${version}`;
}

function reviewerOf({ answer, place }: Scene): string {
  const [shown] = entitiesIn(answer.body);
  const named =
    at(shown, "properties", "reviewedBy", "principalId") ?? at(shown, "properties", "reviewers", 0, "principalId");
  const contacted = /contactedReviewers$/i.test(place.path) ? shown?.name : undefined;
  return (text(named) ?? text(contacted) ?? armReviewHelpers.reviewer).trim();
}

function definitionFor(scene: Scene, { id }: Role, shown: readonly Json[]): Json {
  return {
    displayName: "A review",
    scope: { roleDefinitionId: id },
    reviewers: [{ principalId: reviewerOf(scene), principalType: "user" }],
    settings: {
      mailNotificationsEnabled: true,
      recommendationsEnabled: true,
      instanceDurationInDays: 5,
      autoApplyDecisionsEnabled: shown.some((item) => at(item, "properties", "status") === "Applied"),
    },
  };
}

/** Decisions as shown, by whom is shown. */
async function decided(scene: Scene, { below, last }: Target, instance: string, items: readonly Json[]): Promise<void> {
  if (below !== "decisions") return;
  const made = listed(await scene.ask.get(armUrl(scene, `${instance}/decisions`)));
  if (last !== undefined) scene.renamed.set(`decisions/${last}`, `decisions/${String(at(made[0], "name"))}`);
  if (scene.example.method !== "GET") return;
  for (const [index, { name, properties }] of items.entries()) {
    const id = String(at(made[index], "name"));
    scene.renamed.set(`decisions/${String(name)}`, `decisions/${id}`);
    const { decision, justification, reviewedBy } = isRecord(properties) ? properties : {};
    if (decision === "NotReviewed") continue;
    const mine = `${instance.slice(instance.indexOf(`${provider}/accessReview`))}/decisions/${id}`;
    const reviewer = signedIn(String(at(reviewedBy, "principalId")));
    await scene.make("PATCH", armUrl(scene, mine), { properties: { decision, justification } }, reviewer);
  }
}

async function ended(scene: Scene, { below }: Target, instance: string, shown: readonly Json[]): Promise<void> {
  const by = shown
    .map((item) => text(at(item, "properties", "appliedBy", "principalId")))
    .find((id) => id !== undefined);
  const over = shown.some((item) => /^(Applied|Completed)$/.test(String(at(item, "properties", "status"))));
  const applies = by !== undefined && scene.example.method === "GET";
  if (!over && !applies && below !== "applyDecisions") return;
  await scene.make("POST", armUrl(scene, `${instance}/stop`));
  if (applies) await scene.make("POST", armUrl(scene, `${instance}/applyDecisions`), undefined, signedIn(by));
}
