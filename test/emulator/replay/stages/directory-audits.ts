import { at, listed, signedIn } from "../../ask";
import { entitiesIn, type Json, text } from "../json";
import type { Scene, Stage } from "../scene";

/** Properties of a user that are set from the start, and that are empty. */
const set = ["mailNickname", "givenName", "surname"];
const empty = ["jobTitle", "officeLocation", "department", "mobilePhone", "preferredLanguage"];
/** What the log says of a changed user besides the properties. */
const alwaysTold = 2;

/** The audit log: what a read shows was done, by whom the page says. */
export const directoryAudits: Stage = {
  covers: ({ segments }) => /^auditLogs$/i.test(segments[0] ?? "") && /^directoryAudits$/i.test(segments[1] ?? ""),
  people: (directory, _example, answer) => {
    for (const event of entitiesIn(answer.body))
      for (const target of targetsOf(event)) {
        const kind = typeOf(target) === "Group" ? "group" : "user";
        if (typeof target.id === "string") directory.plant(kind, target.id);
      }
  },
  presume: async (scene) => {
    for (const event of entitiesIn(scene.answer.body)) await happen(scene, event);
    const [newest] = listed(await scene.ask.get("/auditLogs/directoryAudits"));
    const [named, id] = [scene.place.segments[2], at(newest, "id")];
    if (named !== undefined && typeof id === "string") scene.renamed.set(named, id);
  },
};

async function happen(scene: Scene, event: Json): Promise<void> {
  const person = at(event, "initiatedBy", "user", "id");
  const headers = typeof person === "string" ? signedIn(person) : {};
  const targets = targetsOf(event);
  const [user, group] = ["User", "Group"].map((type) => targets.find((target) => typeOf(target) === type)?.id);
  if (/member to group$/.test(String(event.activityDisplayName))) {
    const member = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${String(user)}` };
    await scene.make("POST", `/groups/${String(group)}/members/$ref`, member, headers);
  } else if (user !== undefined) {
    const modified = targets.flatMap((target) => at(target, "modifiedProperties") ?? []);
    const shown = modified.slice(0, Math.max(1, modified.length - alwaysTold));
    const names = shown.map((each, index) => (at(each, "oldValue") === null ? empty : set)[index] ?? "jobTitle");
    const changes = Object.fromEntries(names.map((name) => [name, `new ${name}`]));
    await scene.make("PATCH", `/users/${String(user)}`, changes, headers);
  }
}

function targetsOf({ targetResources }: Json): Json[] {
  return Array.isArray(targetResources) ? targetResources : [];
}

function typeOf(target: Json): string | undefined {
  return text(target.type) ?? text(target.Type);
}
