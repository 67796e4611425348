import type { Fragment, Unit } from "../wire";
import type { Props } from "./handler";

/** Values of before, by unit, as Microsoft writes them: what PIM enforces comes back whole, even what we have no word for. */
export type Originals = Readonly<Record<Unit, Fragment>>;

/** From the input `before`: a Stash still holds it when a run was killed between our write and Pulumi's checkpoint. */
export function stashedOriginals(inputs: Props): Originals {
  return typeof inputs.before === "string" ? (JSON.parse(inputs.before) as Originals) : {};
}

/** From the output `original`; empty where a state has none. */
export function readOriginals(props: Props | undefined): Originals {
  return typeof props?.original === "string" ? (JSON.parse(props.original) as Originals) : {};
}

/** One text: nested outputs cost the engine dearly. Units in alphabetical order, so that equal values are equal texts. */
export function writeOriginals(originals: Originals): string {
  return JSON.stringify(Object.fromEntries(Object.entries(originals).sort(([a], [b]) => (a < b ? -1 : 1))));
}
