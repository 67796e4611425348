import { at } from "../../ask";
import { armPeople, armUrl } from "../arm-scene";
import { entitiesIn, isRecord, objectsIn, text } from "../json";
import type { Scene, Stage } from "../scene";

const type = /\/providers\/Microsoft\.Authorization\/roleManagementPolic(ies|yAssignments)(?:\/([^/?]+))?$/i;
const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** Settings of Azure roles are there: the names that the example gives them become the tenant's own. */
export const armPolicies: Stage = {
  covers: ({ path }) => type.test(path),
  people: armPeople,
  presume: async (scene) => {
    const [, , asked = ""] = type.exec(scene.place.path) ?? [];
    const shown = entitiesIn(scene.answer.body);
    const names = new Set([asked, ...shown.map(({ name }) => text(name) ?? "")].map(bare));
    const [role] = rolesIn(scene);
    for (const name of names) if (name !== "") await rename(scene, name, role ?? owner);
  },
};

/** A policy assignment is called by its policy and its role. */
function bare(name: string): string {
  return name.split("_")[0] ?? "";
}

function rolesIn({ example, answer }: Scene): string[] {
  const named = [...objectsIn([example.body, answer.body])].map(({ roleDefinitionId }) => text(roleDefinitionId));
  const inName = /roleManagementPolicyAssignments?\/[^_/]+_([0-9a-f-]{36})/i.exec(example.url)?.[1];
  return [inName, ...named.map((id) => id?.split("/").at(-1))].flatMap((id) =>
    id === undefined ? [] : [id.toLowerCase()],
  );
}

async function rename(scene: Scene, name: string, role: string): Promise<void> {
  const scope = scene.place.path.split("/providers/Microsoft.Authorization")[0] ?? "";
  await showRules(scene, scope, role);
  // settings get another name with their first change
  const made = await nameOf(scene, scope, role);
  if (made !== name) scene.renamed.set(name, made);
}

/** The name that the tenant has for the settings of a role at a scope. */
async function nameOf(scene: Scene, scope: string, role: string): Promise<string> {
  const prefix = scope.replace(/^\/providers\/Microsoft\.Subscription(?=\/)/i, "");
  const id = `${/^\/subscriptions\/[^/]+/.exec(prefix)?.[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  const list = `${scope}/providers/Microsoft.Authorization/roleManagementPolicies?$filter=roleDefinitionId eq '${id}'`;
  const [policy] = entitiesIn((await scene.ask.get(armUrl(scene, list))).body);
  const name = text(policy?.name);
  if (name === undefined) throw new Error(`what it presumes is not there: settings of ${role} at ${scope}`);
  return name;
}

/** Rules as the page shows them, where they are not so already; all of them where it shows who changed them. */
async function showRules(scene: Scene, scope: string, role: string): Promise<void> {
  const shown = entitiesIn(scene.answer.body).flatMap((entity) => {
    const rules = at(entity, "properties", "rules") ?? at(entity, "properties", "effectiveRules");
    return Array.isArray(rules) ? rules : [];
  });
  const touched = /"lastModifiedBy":\{"/.test(JSON.stringify(scene.answer.body));
  if (shown.length === 0 && !touched) return;
  const path = `${scope}/providers/Microsoft.Authorization/roleManagementPolicies/${await nameOf(scene, scope, role)}`;
  const url = armUrl(scene, path);
  const now = at((await scene.ask.get(url)).body, "properties", "rules");
  const known = new Map((Array.isArray(now) ? now : []).map((rule) => [at(rule, "id"), JSON.stringify(rule)]));
  const patched = at(scene.example.body, "properties", "rules");
  const asked = new Set((Array.isArray(patched) ? patched : []).map((rule) => at(rule, "id")));
  const changed = (shown.length === 0 && Array.isArray(now) ? now.slice(0, 1) : shown).filter(
    (rule) => isRecord(rule) && !asked.has(rule.id) && (touched || known.get(rule.id) !== JSON.stringify(rule)),
  );
  if (changed.length > 0) await scene.make("PATCH", url, { properties: { rules: changed } });
}
