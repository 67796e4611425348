import { isGuid } from "../../../../src/emulator/ids";
import { at, signedIn } from "../../ask";
import type { Directory } from "../directory";
import type { DocumentedAnswer, Example } from "../example";
import { entitiesIn, isRecord, type Json, objectsIn, text } from "../json";
import type { Place } from "../place";
import type { Scene, Stage } from "../scene";
import { actOn, decisionsAsShown } from "./review-course";
import { definitionFrom, groupOf, helpersOfReviews, peopleReviewed, reviewerOf } from "./review-definition";

const root = "/identityGovernance/accessReviews";

/** Access reviews: definitions are made by POST, instances start with the clock, decisions are recorded by the reviewers. */
export const accessReviews: Stage = {
  covers: isReview,
  people: reviewPeople,
  presume: async (scene) => {
    const { method, url } = scene.example;
    if (/\/historyDefinitions/i.test(url)) return historiesThere(scene);
    if (/\/(policy|accessReviewPolicy)$/i.test(scene.place.path)) return;
    if (method === "POST" && /\/definitions\/?$/i.test(scene.place.path)) return;
    await reviewsThere(scene);
  },
  caller: (scene) => {
    const acts = /filterByCurrentUser|pendingAccessReviewInstances|batchRecord|acceptRecommendations/i.test(
      scene.example.url,
    );
    const decides = /\/decisions\/[^/]+$/i.test(scene.place.path) && scene.example.method !== "GET";
    const maker = at(scene.answer.body, "createdBy", "id");
    if (acts || decides) return signedIn(reviewerOf(scene));
    return scene.example.method === "POST" && isGuid(maker) ? signedIn(maker) : {};
  },
};

function isReview({ segments }: Place): boolean {
  return segments.some((segment) => /^(accessReviews|pendingAccessReviewInstances|accessReviewPolicy)$/i.test(segment));
}

function reviewPeople(directory: Directory, example: Example, answer: DocumentedAnswer): void {
  directory.plant("user", helpersOfReviews.reviewer);
  directory.plant("user", helpersOfReviews.member, { userType: "Guest" });
  const group = groupOf(example, answer);
  directory.plant("group", group, { groupTypes: ["Unified"] });
  for (const object of objectsIn([example.body, answer.body]))
    for (const query of [object.query, object.scope].map(text))
      for (const [, id = ""] of query?.matchAll(/\/groups\/([0-9a-f-]{36})/gi) ?? []) {
        directory.plant("group", id, { groupTypes: ["Unified"] });
        directory.addMember(id, helpersOfReviews.member);
        directory.addOwner(id, helpersOfReviews.reviewer);
      }
  directory.addOwner(group, helpersOfReviews.reviewer);
  directory.addMember(group, helpersOfReviews.member);
  for (const { id, kind, properties } of peopleReviewed(example, answer)) {
    directory.plant(kind, id, properties);
    directory.addMember(group, id);
  }
}

/** The definitions that a list shows, or the one behind whatever the URL names; then its instances and decisions. */
async function reviewsThere(scene: Scene): Promise<void> {
  const { segments } = scene.place;
  const listed = /\/definitions(\/filterByCurrentUser\/\w+)?$/i.test(scene.place.path.replace(/\(on='(\w+)'\)/, "/$1"));
  const shown = listed ? entitiesIn(scene.answer.body) : [definitionShown(scene)];
  for (const entity of shown) {
    const definition = await definitionFrom(scene, entity);
    const made = await scene.make("POST", `${root}/definitions`, definition, makerOf(entity));
    const id = String(at(made.body, "id"));
    const named = listed ? text(entity.id) : after(segments, "definitions");
    if (named !== undefined && isGuid(named)) scene.renamed.set(named, id);
    begin(scene, definition);
    await instancesAsShown(scene, id, text(entity.status));
  }
}

function makerOf(entity: Json): Record<string, string> {
  const id = at(entity, "createdBy", "id");
  return isGuid(id) ? signedIn(id) : {};
}

/** Lets the first instance start. */
function begin({ ask: { tenant } }: Scene, definition: Json): void {
  const start = Date.parse(String(at(definition, "settings", "recurrence", "range", "startDate")));
  if (start > tenant.clock.ms()) tenant.clock.set(new Date(start).toISOString());
  tenant.clock.advance("PT1H");
}

function definitionShown({ example, answer, place }: Scene): Json {
  const isDefinition = /\/definitions\/[^/]+$/i.test(place.path);
  if (!isDefinition) return {};
  return isRecord(example.body) ? example.body : (entitiesIn(answer.body)[0] ?? {});
}

function after(segments: readonly string[], word: string): string | undefined {
  const index = segments.findIndex((segment) => segment.toLowerCase() === word.toLowerCase());
  return index < 0 ? undefined : segments[index + 1];
}

async function instancesAsShown(scene: Scene, review: string, status: string | undefined): Promise<void> {
  const { segments, path } = scene.place;
  const list = await scene.ask.get(`/beta${root}/definitions/${review}/instances?$expand=stages`);
  const made = entitiesIn(list.body);
  const [first] = made;
  const named = after(segments, "instances") ?? after(segments, "pendingAccessReviewInstances");
  if (named !== undefined && isGuid(named) && first !== undefined) scene.renamed.set(named, String(first.id));
  if (/\/instances(\/filterByCurrentUser.*)?$/i.test(path))
    for (const [index, entity] of entitiesIn(scene.answer.body).entries()) {
      const found = made[index] ?? first;
      if (isGuid(entity.id) && found !== undefined) scene.renamed.set(entity.id, String(found.id));
      await actOn(scene, review, String(found?.id), text(entity.status));
    }
  if (at(scene.answer.body, "value", 0, "status") === "Completed" && /\/stages$/i.test(path))
    scene.ask.tenant.clock.advance("P2D");
  for (const [index, stage] of (Array.isArray(first?.stages) ? first.stages : []).entries()) {
    const shownStage = /\/stages$/i.test(path) ? at(scene.answer.body, "value", index, "id") : undefined;
    const stageNamed = shownStage ?? (index === 0 ? after(segments, "stages") : undefined);
    if (isGuid(stageNamed)) scene.renamed.set(stageNamed, String(at(stage, "id")));
  }
  if (status === "Completed") await scene.make("POST", `${root}/definitions/${review}/stop`);
  if (first === undefined) return;
  await decisionsAsShown(scene, review, String(first.id));
  if (/\/applyDecisions$/i.test(path)) await actOn(scene, review, String(first.id), "Completed");
}

/** Histories are made of what their page shows. */
async function historiesThere(scene: Scene): Promise<void> {
  const { example, answer, place } = scene;
  if (example.method === "POST" && /\/historyDefinitions$/i.test(place.path)) return;
  const isInstance = /\/instances(\/|$)/i.test(place.path);
  const shown: readonly Json[] = isInstance ? [{}] : entitiesIn(answer.body);
  for (const entity of shown) {
    const made = await scene.make(
      "POST",
      `${root}/historyDefinitions`,
      {
        displayName: text(entity.displayName) ?? "History",
        decisions: entity.decisions ?? ["approve", "deny", "dontKnow", "notReviewed", "notNotified"],
        reviewHistoryPeriodStartDateTime: entity.reviewHistoryPeriodStartDateTime ?? "2021-01-01T00:00:00Z",
        reviewHistoryPeriodEndDateTime: entity.reviewHistoryPeriodEndDateTime ?? "2021-04-05T00:00:00Z",
        scopes: entity.scopes ?? [
          {
            "@odata.type": "#microsoft.graph.accessReviewQueryScope",
            queryType: "MicrosoftGraph",
            query: `${root}/definitions`,
          },
        ],
      },
      makerOf(entity),
    );
    const id = String(at(made.body, "id"));
    const named = after(place.segments, "historyDefinitions") ?? text(entity.id);
    scene.ask.tenant.clock.advance("PT1H");
    const instances = await scene.ask.get(`${root}/historyDefinitions/${id}/instances`);
    const instance = String(at(instances.body, "value", 0, "id"));
    const instanceNamed =
      after(place.segments, "instances") ?? (isInstance ? at(answer.body, "value", 0, "id") : undefined);
    if (typeof at(answer.body, "value", 0, "downloadUri") === "string")
      await scene.make("POST", `${root}/historyDefinitions/${id}/instances/${instance}/generateDownloadUri`);
    if (isGuid(instanceNamed)) scene.renamed.set(instanceNamed, instance);
    if (isGuid(named)) scene.renamed.set(named, id);
  }
}
