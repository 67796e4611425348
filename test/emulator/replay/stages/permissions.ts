import { guidOf } from "../../../../src/emulator/ids";
import { armPeople } from "../arm-scene";
import { entitiesIn } from "../json";
import type { Stage } from "../scene";

const type = /^(.*)\/providers\/Microsoft\.Authorization\/permissions$/i;
/** Of different roles, so that each shows. */
const roles = ["acdd72a7-3385-48ef-bd42-f606fba81ae7", "b24988ac-6180-42a0-ab88-20f7382dd24c"];

/** Who is shown permissions holds as many roles. */
export const permissions: Stage = {
  covers: ({ path }) => type.test(path),
  people: armPeople,
  presume: async ({ answer, place, ask, make }) => {
    const [, scope = ""] = type.exec(place.path) ?? [];
    const shown = entitiesIn(answer.body).length;
    for (const role of roles.slice(0, shown))
      await make(
        "PUT",
        `https://management.azure.com${scope}/providers/Microsoft.Authorization/roleAssignments/${guidOf(role)}?api-version=2022-04-01`,
        {
          properties: {
            principalId: ask.tenant.deployerId,
            roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
          },
        },
      );
  },
};
