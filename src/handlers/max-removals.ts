import { Refusal } from "./handler";

/** How many removals a run may make where `PIM_MAX_REMOVALS` says nothing. */
const DEFAULT = 10;

/** The number that `PIM_MAX_REMOVALS` stands for; `all` is infinite. */
export function readMaxRemovals(text: string | undefined): number {
  const said = text?.trim().toLowerCase() ?? "";
  if (said === "") return DEFAULT;
  if (said === "all") return Number.POSITIVE_INFINITY;
  if (/^\d{1,9}$/.test(said)) return Number(said);
  throw new Refusal(`PIM_MAX_REMOVALS must be a whole number, or all, got "${text}"; unset it for ${DEFAULT}`);
}
