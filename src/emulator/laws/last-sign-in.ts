import { isObject } from "../body";
import type { DirectoryObject } from "../store/directory";
import { parseTime } from "../time";

/** In ms of the tenant; undefined for somebody who never signed in. */
export function lastSignIn({ properties }: DirectoryObject): number | undefined {
  const { signInActivity } = properties;
  return isObject(signInActivity) ? parseTime(signInActivity.lastSignInDateTime) : undefined;
}
