import { entitiesIn } from "../json";
import type { Stage } from "../scene";

/** What somebody holds through groups: whoever else an answer shows is a group that they are in. */
export const transitiveAssignments: Stage = {
  covers: ({ segments }) => /^transitiveRoleAssignments$/i.test(segments[2] ?? ""),
  people: (directory, { url }, answer) => {
    const person = /principalId eq '([0-9a-f-]{36})'/.exec(decodeURIComponent(url))?.[1];
    for (const { principalId } of entitiesIn(answer.body)) {
      if (person === undefined || typeof principalId !== "string" || principalId === person) continue;
      directory.plant("group", principalId);
      directory.addMember(principalId, person);
    }
  },
  presume: async ({ answer, make }) => {
    for (const { principalId, roleDefinitionId, directoryScopeId } of entitiesIn(answer.body))
      await make("POST", "/roleManagement/directory/roleAssignments", {
        principalId,
        roleDefinitionId,
        directoryScopeId,
      });
  },
};
