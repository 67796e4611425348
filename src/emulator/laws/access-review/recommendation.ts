import { isObject } from "../../body";
import type { Recommendation } from "../../store/access-review-types";
import type { DirectoryObject } from "../../store/directory";

/** Who signed in within `lookBack` ms should keep access, who did not should lose it; of groups and applications nothing is known. */
export function recommend(object: DirectoryObject, lookBack: number, now: number): Recommendation {
  if (object.kind !== "user") return "NoInfoAvailable";
  if (object.properties.accountEnabled === false) return "Deny";
  const last = lastSignInOf(object);
  return last !== undefined && Date.parse(last) > now - lookBack ? "Approve" : "Deny";
}

/** ISO 8601 date of a user's last sign-in; undefined for never. */
export function lastSignInOf({ properties }: DirectoryObject): string | undefined {
  const activity = properties.signInActivity;
  const last = isObject(activity) ? activity.lastSignInDateTime : undefined;
  return typeof last === "string" ? last : undefined;
}
