import { entraRoles } from "../../../../src/data";
import { guidOf, isGuid } from "../../../../src/emulator/ids";
import { at } from "../../ask";
import type { DocumentedAnswer } from "../example";
import { entitiesIn, text } from "../json";
import type { Place } from "../place";
import type { Stage } from "../scene";

const [someRole] = entraRoles;

/** Directory roles in the older form: activated from their templates, with the members that a page shows. */
export const directoryRoles: Stage = {
  covers: ({ segments }) => /^directoryRole(s|Templates)$/i.test(segments[0] ?? ""),
  people: (directory, { url }, answer) => {
    if (/\/members/i.test(url))
      for (const [id, person] of membersIn(answer)) directory.plant("user", id, { ...person, id });
  },
  presume: async ({ ask, answer, make, place, renamed }) => {
    const shown = entitiesIn(answer.body)[0];
    const roleTemplateId = text(shown?.roleTemplateId) ?? templateIn(place) ?? someRole?.id;
    const asked = place.segments[1];
    if (/Templates$/i.test(place.segments[0] ?? "")) {
      if (isGuid(asked)) renamed.set(asked, String(roleTemplateId));
      return;
    }
    const there = await ask.get(`/directoryRoles/roleTemplateId=${roleTemplateId}`);
    const role = there.status === 200 ? there : await make("POST", "/directoryRoles", { roleTemplateId });
    const id = String(at(role.body, "id"));
    if (isGuid(asked) && templateIn(place) === undefined) renamed.set(asked, id);
    if (typeof shown?.id === "string" && "roleTemplateId" in shown) renamed.set(shown.id, id);
    if (!place.segments.includes("members")) return;
    for (const [member] of membersIn(answer))
      await make("POST", `/directoryRoles/${id}/members/$ref`, { "@odata.id": `https://x/v1.0/users/${member}` });
  },
};

/** `roleTemplateId=…`, with or without brackets. */
function templateIn({ segments }: Place): string | undefined {
  return /roleTemplateId='?([0-9a-f-]{36})/i.exec(segments[1] ?? "")?.[1];
}

function membersIn(answer: DocumentedAnswer) {
  return entitiesIn(answer.body).map(
    (person, index) => [text(person.id) ?? guidOf("member", JSON.stringify(person), index), person] as const,
  );
}
