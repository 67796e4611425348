import { entitiesIn, text } from "../json";
import type { Stage } from "../scene";

const path = "/identity/conditionalAccess/authenticationContextClassReferences";

/** Authentication contexts: a PATCH makes those that a read shows or a URL names. */
export const authenticationContexts: Stage = {
  covers: ({ segments }) => /^authenticationContextClassReferences$/i.test(segments[2] ?? ""),
  presume: async (scene) => {
    const { method } = scene.example;
    const named = scene.place.segments[3];
    if (method === "DELETE" && named !== undefined)
      await scene.make("PATCH", `${path}/${named}`, { displayName: named });
    if (method !== "GET") return;
    for (const entity of entitiesIn(scene.answer.body)) {
      const { displayName, description, isAvailable } = entity;
      const id = text(entity.id) ?? named;
      if (id !== undefined) await scene.make("PATCH", `${path}/${id}`, { displayName, description, isAvailable });
    }
  },
};
