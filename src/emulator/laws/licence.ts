import type { State } from "../state";

/** The tenant's plan; PIM asks for Microsoft Entra ID P2. */
export type Licence = "P2" | "none";

export function licenceOf(state: State): Licence {
  return state.meta.get("licence") === "none" ? "none" : "P2";
}
