import { armPeople } from "../arm-scene";
import type { Stage } from "../scene";

/** What needs no more than the scopes and people that the example names. */
export const armOthers: Stage = {
  covers: ({ host }) => host === "management.azure.com",
  people: armPeople,
  presume: async () => undefined,
};
