import { armPeople, armShown, putArm } from "../arm-scene";
import { isRecord, type Json, text } from "../json";
import type { Stage } from "../scene";

/** What a PUT makes: role assignments and definitions, diagnostic settings. */
const type = /\/providers\/[^/]+\/(roleAssignments|roleDefinitions|diagnosticSettings)(\/|$)/i;

/** Everything that a read shows, or that is to be deleted or written anew, is made by PUT before. */
export const armPut: Stage = {
  covers: ({ path }) => type.test(path),
  people: armPeople,
  presume: async (scene) => {
    const { example, answer, place } = scene;
    const { method } = example;
    if (method === "GET") for (const entity of armShown(scene)) await putShown(scene, entity);
    const again = method === "PUT" && answer.status === 200 && example.answers.some(({ status }) => status === 201);
    if (again) await putArm(scene, place.path, example.body);
    if (method === "DELETE" && answer.status === 200)
      await putShown(scene, { ...(isRecord(answer.body) ? answer.body : { properties: {} }), id: place.path });
  },
};

async function putShown(scene: Parameters<Stage["presume"]>[0], { id, properties }: Json): Promise<void> {
  if (text(id)?.includes("/") && isRecord(properties)) await putArm(scene, String(id), { properties });
}
