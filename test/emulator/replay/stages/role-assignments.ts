import { at } from "../../ask";
import { entitiesIn, type Json } from "../json";
import type { Scene, Stage } from "../scene";

const path = "/roleManagement/directory/roleAssignments";

/** Plain role assignments, past PIM. */
export const roleAssignments: Stage = {
  covers: ({ segments }) =>
    segments[0] === "roleManagement" && /^(transitiveRoleAssignments|roleAssignments)$/i.test(segments[2] ?? ""),
  presume: async (scene) => {
    const { method } = scene.example;
    const id = scene.place.segments[3];
    const shown = method === "GET" ? entitiesIn(scene.answer.body) : id === undefined ? [] : [{}];
    for (const entity of shown) {
      const made = await assign(scene, entity);
      if (typeof made === "string")
        for (const old of [id, entity.id]) if (typeof old === "string") scene.renamed.set(old, made);
    }
  },
};

async function assign(scene: Scene, { principalId, roleDefinitionId, directoryScopeId = "/" }: Json): Promise<unknown> {
  const scope = String(directoryScopeId).startsWith("/") ? directoryScopeId : `/${String(directoryScopeId)}`;
  if (typeof principalId !== "string" || typeof roleDefinitionId !== "string") return undefined;
  const made = await scene.make("POST", path, { principalId, roleDefinitionId, directoryScopeId: scope });
  return at(made.body, "id");
}
