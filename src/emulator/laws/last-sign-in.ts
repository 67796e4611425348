import { isObject } from "../body";
import type { DirectoryObject } from "../store/directory";
import { formatTime, parseTime } from "../time";

/** A user's `signInActivity` after a sign-in at that time, in ms. */
export function signInActivity(at: number): Readonly<Record<string, string>> {
  return { lastSignInDateTime: formatTime(at), lastSuccessfulSignInDateTime: formatTime(at) };
}

/** In ms of the tenant; undefined for somebody who never signed in. */
export function lastSignIn({ properties }: DirectoryObject): number | undefined {
  const { signInActivity } = properties;
  return isObject(signInActivity) ? parseTime(signInActivity.lastSignInDateTime) : undefined;
}
