import { guidOf } from "../../../../src/emulator/ids";
import { at } from "../../ask";
import { armPeople } from "../arm-scene";
import type { Directory } from "../directory";
import type { DocumentedAnswer, Example } from "../example";
import { isRecord, objectsIn, text } from "../json";

/** Who reviews, and who is reviewed, where an example names nobody. */
export const armReviewHelpers = { reviewer: guidOf("helper", "reviewer"), holder: guidOf("helper", "holder") };

/** Reviewers, the reviewed, and who acted, with the names that answers show. */
export function armReviewPeople(directory: Directory, example: Example, answer: DocumentedAnswer): void {
  armPeople(directory, example, answer);
  directory.plant("user", armReviewHelpers.reviewer, { displayName: "Reviewer" });
  directory.plant("user", armReviewHelpers.holder, { displayName: "Holder" });
  for (const object of objectsIn([example.body, answer.body])) {
    const { principalId, principalName, principalType, userPrincipalName, principal, name } = object;
    const id = text(principalId)?.trim();
    if (id !== undefined) {
      directory.plant(principalType === "group" ? "group" : "user", id);
      directory.amend(id, { displayName: principalName, userPrincipalName });
    }
    if (isRecord(principal))
      directory.amend(String(principal.id), {
        displayName: principal.displayName,
        userPrincipalName: principal.userPrincipalName,
      });
    const contacted = at(object, "properties", "userDisplayName");
    if (contacted === undefined) continue;
    directory.plant("user", String(name));
    directory.amend(String(name), {
      displayName: contacted,
      userPrincipalName: at(object, "properties", "userPrincipalName"),
    });
  }
}
