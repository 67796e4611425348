/** Where a role counts: the directory, a group, Azure resources. Each has its own schedules and requests. */
export type PlaneName = "entra" | "group" | "azure";

/** How the journal calls a family of a plane: "assignment" of the directory, "azureAssignment", "groupRequest". */
export function familyIn(plane: PlaneName, family: string): string {
  return plane === "entra" ? family : `${plane}${family.charAt(0).toUpperCase()}${family.slice(1)}`;
}
