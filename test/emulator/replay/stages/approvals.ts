import { isGuid } from "../../../../src/emulator/ids";
import { at, signedIn } from "../../ask";
import { entitiesIn } from "../json";
import type { Stage } from "../scene";
import { entraRoles } from "./entra-schedules";
import { groupAccess } from "./group-schedules";
import { helpers, waitingActivation } from "./schedules";

/** Approvals: an activation waits, and its approver calls. All ids that the example shows are those of the one approval. */
export const approvals: Stage = {
  covers: ({ segments }) => segments.some((segment) => /^(roleA|a)ssignmentApprovals$/i.test(segment)),
  people: (directory) => {
    directory.plant("user", helpers.approver);
    directory.plant("user", helpers.person);
    directory.plant("group", helpers.group);
  },
  presume: async (scene) => {
    const { place, answer, renamed } = scene;
    const plane = place.segments[0] === "roleManagement" ? entraRoles : groupAccess;
    const id = await waitingActivation(plane, scene);
    const shown = entitiesIn(answer.body).flatMap((entity) => [
      entity.id,
      ...[entity.steps, entity.stages].flat().map((stage) => at(stage, "id")),
    ]);
    for (const each of [...place.segments, ...shown])
      if (typeof each === "string" && isGuid(each)) renamed.set(each, id);
  },
  caller: () => signedIn(helpers.approver),
};
