import { isDeepStrictEqual } from "node:util";
import { at } from "../../ask";
import { entitiesIn, isRecord, type Json, text } from "../json";
import type { Scene, Stage } from "../scene";

const root = "/policies/roleManagementPolicies";
/** `DirectoryRole_{tenant}_{guid}`, `Group_{group}_{guid}`: the guid is the service's own to give. */
const policyId = /(Directory(?:Role)?|Group)_([0-9a-f-]{36})_([0-9a-f-]{36})/g;

/** Role settings: they are there; what a read shows of their rules is set by PATCH. */
export const policies: Stage = {
  covers: ({ segments }) => segments[0] === "policies" && /^roleManagementPolic/i.test(segments[1] ?? ""),
  people: (directory, { url, body }, answer) => {
    const all = `${decodeURIComponent(url)} ${JSON.stringify([body, answer.body])}`;
    for (const [, id = ""] of all.matchAll(/Group_([0-9a-f-]{36})_/g)) directory.plant("group", id);
  },
  presume: async (scene) => {
    const { example, answer } = scene;
    const all = JSON.stringify([decodeURIComponent(example.url), example.body, answer.body]);
    for (const [id, word = "", scope = ""] of all.matchAll(policyId)) {
      if (scene.renamed.has(id)) continue;
      const role = new RegExp(`${id}_([0-9a-zA-Z-]+)`).exec(all)?.[1];
      const isGroup = word === "Group";
      const made = await policyOf(
        scene,
        isGroup ? scope : "/",
        word,
        role ?? (isGroup ? "member" : globalAdministrator),
      );
      scene.renamed.set(id, made);
    }
    if (example.method === "GET") for (const entity of entitiesIn(answer.body)) await showRules(scene, entity);
  },
};

const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

/** The id that the tenant gave to the settings of a role; `scopeType` is the word that the id begins with. */
export async function policyOf({ ask }: Scene, scope: string, scopeType: string, role: string): Promise<string> {
  const filter = `scopeId eq '${scope}' and scopeType eq '${scopeType}' and roleDefinitionId eq '${role}'`;
  const list = await ask.get(`/policies/roleManagementPolicyAssignments?$filter=${filter}`);
  const id = text(at(list.body, "value", 0, "policyId"));
  if (id === undefined) throw new Error(`what it presumes is not there: settings of ${scopeType} ${scope} ${role}`);
  return id;
}

export async function patchRule(scene: Scene, policy: string, rule: string, body: Json): Promise<void> {
  await scene.make("PATCH", `${root}/${policy}/rules/${rule}`, body);
}

/** Rules as a page shows them, where they are not at their defaults. */
async function showRules(scene: Scene, entity: Json): Promise<void> {
  const id = scene.example.url.match(policyId)?.[0] ?? String(entity.policyId ?? entity.id);
  const policy = scene.renamed.get(id);
  if (policy === undefined) return;
  const nested = [entity.rules, at(entity, "policy", "rules")].find(Array.isArray) ?? [entity];
  const changed: Json[] = [];
  for (const rule of nested) {
    if (!isRecord(rule) || typeof rule.id !== "string" || rule["@odata.type"] === undefined) continue;
    const { target: _target, ...shown } = rule;
    const now = await scene.ask.get(`${root}/${policy}/rules/${rule.id}`);
    const equal = Object.entries(shown).every(([name, value]) => isDeepStrictEqual(value, at(now.body, name)));
    if (!equal) changed.push(shown);
  }
  if (changed.length === 0) return;
  const made = await scene.make("PATCH", `${root}/${policy}`, { rules: changed });
  // settings of groups have another id after each change
  scene.renamed.set(id, String(at(made.body, "id")));
}
