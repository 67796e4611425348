/** Roles by name or id: built-in ones from the model's table, custom ones from the tenant. */
import { z } from "zod";
import { type Graph, withQuery } from "../clients";
import { builtInRole, complainAboutRole, didYouMean, isGuid } from "../model";

/** A role of the directory that can be assigned. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly builtIn: boolean;
}

const DEFINITIONS = withQuery("/roleManagement/directory/roleDefinitions", {
  $filter: "isBuiltIn eq false",
  $select: "id,displayName,isBuiltIn",
});
const definitionJson = z.looseObject({ id: z.string(), displayName: z.string() });

/** The built-in role of that name or id, known without asking anybody. */
export function knownRole(nameOrId: string): Role | undefined {
  const role = builtInRole(nameOrId);
  return role?.assignable ? { id: role.id, name: role.name, builtIn: true } : undefined;
}

/** Every custom role of the tenant. */
export async function customRoles(graph: Graph): Promise<Role[]> {
  const rows = await graph.list(DEFINITIONS, definitionJson);
  return rows.map(({ id, displayName }) => ({ id: id.toLowerCase(), name: displayName, builtIn: false }));
}

/** The custom role that `nameOrId` means, or why there is none. */
export function chooseRole(nameOrId: string, custom: readonly Role[]): Role | string {
  const text = nameOrId.trim().toLowerCase();
  const [found, ...others] = custom.filter(({ id, name }) => (isGuid(text) ? id : name.toLowerCase()) === text);
  if (found !== undefined && others.length === 0) return found;
  if (found !== undefined) {
    const ids = [found, ...others].map(({ id }) => id).join(", ");
    return `role "${nameOrId}" names ${others.length + 1} custom roles: ${ids}; write the id`;
  }
  const complaint = complainAboutRole(nameOrId);
  if (complaint.includes("did you mean")) return complaint;
  return `${complaint}${didYouMean(
    nameOrId,
    custom.map(({ name }) => name),
  )}`;
}
