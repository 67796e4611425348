/** What becomes of people in the program whom the directory does not know (any more): a switch of the moment. */

/** The environment variable that says so. */
export const MISSING_PRINCIPALS = "PIM_MISSING_PRINCIPALS";

/** `refuse`: an error with a way out. `skip`: their lines are listed and left out. */
export type MissingPrincipals = "refuse" | "skip";

/** What the variable says, or what is wrong with its value. @default "refuse" */
export function readMissingPrincipals(
  text: string | undefined,
):
  | { readonly value: MissingPrincipals; readonly complaint?: never }
  | { readonly value?: never; readonly complaint: string } {
  const said = text?.trim().toLowerCase() ?? "";
  if (said === "") return { value: "refuse" };
  if (said === "skip") return { value: "skip" };
  return {
    complaint: `${MISSING_PRINCIPALS} must be skip, got "${text}"; unset it to stop where somebody in the program does not exist`,
  };
}
