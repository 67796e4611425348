import { z } from "zod";

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the shape of a GUID; version and variant bits are not looked at, since real tenants hold GUIDs without them. */
export function isGuid(text: string): boolean {
  return FORM.test(text);
}

/** An object id of the directory, lower-case. `what` names the thing in the complaint. */
export function objectId(what: string): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    if (isGuid(text)) return text.toLowerCase();
    context.addIssue({
      code: "custom",
      message: `must be the object id of ${what} (a GUID), got "${text}"; components look names up, plain resources take ids`,
      input: text,
    });
    return z.NEVER;
  });
}
