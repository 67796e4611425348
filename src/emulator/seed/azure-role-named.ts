import type { State } from "../state";

/** GUID of the Azure role that a seed calls so. */
export function azureRoleNamed(state: State, name: string): string {
  const role = state.armRoles.findByRoleName(name);
  if (role === undefined) throw new Error(`the seed names the Azure role "${name}", which does not exist`);
  return role.name;
}
