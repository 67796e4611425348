import { isGuid } from "../../../../src/emulator/ids";
import { entitiesIn, type Json } from "../json";
import { presumeRole } from "../presume-roles";
import type { Stage } from "../scene";

/** Role definitions: the built-in ones are there, the others that a read shows or a URL names are made. */
export const roleDefinitions: Stage = {
  covers: ({ segments }) => segments[0] === "roleManagement" && /^roleDefinitions$/i.test(segments[2] ?? ""),
  presume: async (scene) => {
    const named = scene.place.segments[3];
    const { method } = scene.example;
    const shown: readonly Json[] =
      method === "GET" ? entitiesIn(scene.answer.body) : named === undefined ? [] : [{ id: named }];
    for (const entity of shown) {
      const id = entity.id ?? named;
      if (isGuid(id)) await presumeRole(scene, id, entity);
    }
  },
};
