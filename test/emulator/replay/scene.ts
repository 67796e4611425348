import type { Answer, Asker } from "../ask";
import type { Given } from "./compare";
import type { Directory } from "./directory";
import type { DocumentedAnswer, Example } from "./example";
import type { Place } from "./place";

/** An example on its way to be played: its tenant, and the ids that the tenant gave to what the example calls otherwise. */
export interface Scene {
  readonly example: Example;
  readonly answer: DocumentedAnswer;
  readonly place: Place;
  readonly ask: Asker;
  readonly given: Given;
  /** Ids of the example and the tenant's own for the same things. */
  readonly renamed: Map<string, string>;
  /** Sends what makes the presumed state; its values count as given. Throws where the tenant refuses. */
  readonly make: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
}

/** How one family makes what an example presumes. */
export interface Stage {
  /** True for the places of this family. */
  readonly covers: (place: Place) => boolean;
  /** Adds to the directory what this family needs there; runs before the tenant opens. */
  readonly people?: (directory: Directory, example: Example, answer: DocumentedAnswer) => void;
  readonly presume: (scene: Scene) => Promise<void>;
  /** Who calls, as headers; the deploying identity otherwise. */
  readonly caller?: (scene: Scene) => Record<string, string> | undefined;
}
