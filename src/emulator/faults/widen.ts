import { isObject } from "../body";
import type { Incoming } from "../service";
import type { Faults } from "./faults";

/** The request as the service misreads it: a scope below the tenant becomes the tenant. */
export function widened(faults: Faults, incoming: Incoming): Incoming {
  const { body } = incoming;
  if (!isObject(body) || typeof body.directoryScopeId !== "string") return incoming;
  if (faults.hit(incoming, "widen") === undefined) return incoming;
  return { ...incoming, body: { ...body, directoryScopeId: "/" } };
}
