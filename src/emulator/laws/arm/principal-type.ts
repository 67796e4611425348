import type { DirectoryKind } from "../../store/directory";

/** How Azure calls what may hold a role; undefined for what may not. */
export function principalType(kind: DirectoryKind | undefined): "User" | "Group" | "ServicePrincipal" | undefined {
  if (kind === "user") return "User";
  if (kind === "group") return "Group";
  return kind === "servicePrincipal" ? "ServicePrincipal" : undefined;
}
