import { armPeople, putArm } from "../arm-scene";
import { entitiesIn, isRecord } from "../json";
import type { Scene, Stage } from "../scene";

const type = /^(.*\/providers\/microsoft\.(?:aadiam|insights)\/diagnosticSettings)(?:\/([^/]+))?$/i;
const somewhere = {
  storageAccountId: "/subscriptions/subId/resourceGroups/group/providers/Microsoft.Storage/storageAccounts/account",
  logs: [{ category: "AuditLogs", enabled: true }],
};

/** Settings that a read shows, or that are to be deleted, are made by PUT; their ids say nothing of where they lie. */
export const diagnosticSettings: Stage = {
  covers: ({ path }) => type.test(path),
  people: armPeople,
  presume: async (scene) => {
    const { example, answer, place } = scene;
    if (example.method === "DELETE" && answer.status === 200)
      await putArm(scene, place.path, { properties: somewhere });
    if (example.method === "GET") await putShown(scene);
  },
};

async function putShown(scene: Scene): Promise<void> {
  const [, list = "", asked] = type.exec(scene.place.path) ?? [];
  for (const { name, properties } of entitiesIn(scene.answer.body))
    if (isRecord(properties)) await putArm(scene, `${list}/${asked ?? String(name)}`, { properties });
}
