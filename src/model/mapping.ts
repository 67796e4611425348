import type { z } from "zod";

/** True for what YAML calls a mapping: an object that is no list. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** For a rule between fields of a mapping: it is asked whatever is wrong with the fields, so that all mistakes are told at once. */
export const besideOtherMistakes: z.core.$ZodSuperRefineParams = { when: ({ value }) => isMapping(value) };
