import type { Call } from "../../call";
import type { Entity } from "../../odata/filter";
import type { ReviewInstance } from "../../store/access-review-types";
import { formatTime } from "../../time";

/** Reviewers who were told by mail when their stage began. */
export function contactedEntities({ state }: Call, { contacted, start }: ReviewInstance): Entity[] {
  return contacted.map((id) => {
    const { displayName = "", userPrincipalName = "" } = state.directory.find(id)?.properties ?? {};
    return { id, displayName, userPrincipalName, createdDateTime: formatTime(start) };
  });
}
