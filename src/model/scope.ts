import { z } from "zod";
import { isGuid } from "./guid";

const FORMS =
  '"/" (the whole tenant), "/administrativeUnits/{id}", "/{object id of an application}" or "/attributeSets/{name}"';

/** Where an Entra role acts. Canonical form: lower-case, except the service's own word `administrativeUnits`. */
export const directoryScope = z.string().transform((text, context) => {
  const canonical = canonicalScope(text.trim());
  if (canonical !== undefined) return canonical;
  context.addIssue({ code: "custom", message: `must be ${FORMS}, got "${text}"`, input: text });
  return z.NEVER;
});

function canonicalScope(text: string): string | undefined {
  if (text === "/") return "/";
  const [, first = "", second, ...rest] = text.split("/");
  if (!text.startsWith("/") || rest.length > 0) return undefined;
  if (second === undefined) return isGuid(first) ? `/${first.toLowerCase()}` : undefined;
  if (first.toLowerCase() === "administrativeunits" && isGuid(second))
    return `/administrativeUnits/${second.toLowerCase()}`;
  if (first.toLowerCase() === "attributesets" && /^\w+$/.test(second)) return `/attributeSets/${second}`;
  return undefined;
}
