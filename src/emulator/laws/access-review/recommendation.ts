import type { Recommendation } from "../../store/access-review-types";
import type { DirectoryObject } from "../../store/directory";
import { lastSignIn } from "../last-sign-in";

/** Who signed in within `lookBack` ms should keep access, who did not should lose it; of groups and applications nothing is known. */
export function recommend(object: DirectoryObject, lookBack: number, now: number): Recommendation {
  if (object.kind !== "user") return "NoInfoAvailable";
  if (object.properties.accountEnabled === false) return "Deny";
  const last = lastSignIn(object);
  return last !== undefined && last > now - lookBack ? "Approve" : "Deny";
}
