import { z } from "zod";

/** Names in one text, as stack config carries them: with commas, or a JSON list. Canonical form: lower-case, blanks cut off. */
export const nameList = z.string().transform((text, context) => {
  const names = namesIn(text.trim());
  if (names !== undefined) return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
  const message = `must be names with commas such as a@contoso.com,b@contoso.com, or a JSON list of names, got ${JSON.stringify(text)}`;
  context.addIssue({ code: "custom", message, input: text });
  return z.NEVER;
});

function namesIn(text: string): string[] | undefined {
  if (!/^[[{"]/.test(text)) return text.split(",");
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
