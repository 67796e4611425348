import { isGuid } from "../../../src/emulator/ids";
import { isRecord, type Json, objectsIn } from "./json";
import type { Scene } from "./scene";

const path = "/roleManagement/directory/roleDefinitions";

/** Roles that an example names and Microsoft does not bring along: custom ones, made under the id that the example gives them. */
export async function presumeRoles(scene: Scene): Promise<void> {
  const { example, answer } = scene;
  const shown = new Map<string, Json>();
  for (const object of objectsIn([example.body, answer.body])) {
    if (isGuid(object.roleDefinitionId)) {
      const definition = isRecord(object.roleDefinition) ? object.roleDefinition : {};
      shown.set(object.roleDefinitionId, { ...definition, ...shown.get(object.roleDefinitionId) });
    }
  }
  for (const [, id = ""] of decodeURIComponent(example.url).matchAll(/roleDefinitionId eq '([0-9a-f-]{36})'/g))
    if (!shown.has(id)) shown.set(id, {});
  for (const [id, definition] of shown) await presumeRole(scene, id, definition);
}

export async function presumeRole(scene: Scene, id: string, shown: Json): Promise<void> {
  if ((await scene.ask.get(`${path}/${id}`)).status === 200) return;
  const { displayName = `Role ${id}`, description, isEnabled, rolePermissions = [], version } = shown;
  await scene.make("POST", path, { templateId: id, displayName, description, isEnabled, rolePermissions, version });
}
