import { graphService } from "./graph";
import type { Incoming, Service } from "./service";

/** The service that a request is for: by its host, or by its path where all share one (127.0.0.1). */
export function serviceOf(_incoming: Incoming): Service {
  return graphService;
}
