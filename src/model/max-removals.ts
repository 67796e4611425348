/** How many removals one run may make: a switch of the moment. */

/** The environment variable that says so. */
export const MAX_REMOVALS = "PIM_MAX_REMOVALS";

const DEFAULT = 10;

/** The number that the variable stands for, `all` being infinite, or what is wrong with its value. @default 10 */
export function readMaxRemovals(
  text: string | undefined,
): { readonly value: number; readonly complaint?: never } | { readonly value?: never; readonly complaint: string } {
  const said = text?.trim().toLowerCase() ?? "";
  if (said === "") return { value: DEFAULT };
  if (said === "all") return { value: Number.POSITIVE_INFINITY };
  if (/^\d{1,9}$/.test(said)) return { value: Number(said) };
  return { complaint: `${MAX_REMOVALS} must be a whole number, or all, got "${text}"; unset it for ${DEFAULT}` };
}
