import { isGuid } from "../../../../src/emulator/ids";
import { at, signedIn } from "../../ask";
import { entitiesIn, text } from "../json";
import type { Scene } from "../scene";
import { isDecided, reviewerOf } from "./review-definition";

const root = "/identityGovernance/accessReviews/definitions";

/** Brings an instance into a status: completed by stopping it, applied by applying what was decided. */
export async function actOn(
  scene: Scene,
  review: string,
  instance: string,
  status: string | undefined,
  headers: Record<string, string> = {},
): Promise<void> {
  if (status !== "Completed" && status !== "Applied") return;
  await scene.make("POST", `${root}/${review}/instances/${instance}/stop`);
  if (status === "Applied")
    await scene.make("POST", `${root}/${review}/instances/${instance}/applyDecisions`, undefined, headers);
}

/** Decisions have ids of the tenant's; what is shown as decided is decided by the reviewer, and applied where the page says so. */
export async function decisionsAsShown(scene: Scene, review: string, instance: string): Promise<void> {
  const { place, answer } = scene;
  const shown = /\/decisions(\/|$|\()/i.test(place.path) ? entitiesIn(answer.body) : [];
  const path = `${root}/${review}/instances/${instance}/decisions`;
  const made = entitiesIn((await scene.ask.get(path)).body);
  const asked = place.segments.at(-1);
  if (isGuid(asked) && /\/decisions\/[^/]+$/i.test(place.path) && made[0] !== undefined)
    scene.renamed.set(
      asked,
      String((made.find((each) => principalOf(each) === principalOf(shown[0] ?? {})) ?? made[0]).id),
    );
  let applied = false;
  for (const entity of shown) {
    const found = made.find((each) => principalOf(each) === principalOf(entity));
    if (found === undefined) continue;
    if (isGuid(entity.id)) scene.renamed.set(entity.id, String(found.id));
    if (isGuid(entity.accessReviewId)) scene.renamed.set(entity.accessReviewId, instance);
    if (!isDecided(entity)) continue;
    const opinion = { decision: entity.decision, justification: text(entity.justification) };
    await scene.make("PATCH", `${path}/${String(found.id)}`, opinion, signedIn(reviewerOf(scene)));
    applied ||= entity.applyResult === "AppliedSuccessfully";
  }
  const appliers = shown
    .map((entity) => at(entity, "appliedBy", "id"))
    .filter((id) => isGuid(id) && !/^0{8}-/.test(id));
  if (applied) await actOn(scene, review, instance, "Applied", isGuid(appliers[0]) ? signedIn(appliers[0]) : {});
}

function principalOf(entity: object): unknown {
  return at(entity, "principal", "id") ?? at(entity, "target", "userId");
}
