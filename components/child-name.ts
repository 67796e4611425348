/**
 * Names of a component's children: a contract, since a name is part of a resource's identity in Pulumi's state. They derive from
 * the tuple, never from a position in a list or from a name that people change.
 */
export function childName(
  kind: "settings" | "before" | "eligibility" | "assignment" | "guard",
  role: string,
  principal = "",
  scope = "/",
) {
  const where = scope === "/" ? [] : [scope.slice(1).replaceAll("/", "-")];
  const parts = ["entra", kind, role, ...(principal === "" ? [] : [principal]), ...where];
  return parts.join("-").toLowerCase();
}
