/** Names of people, groups and roles, as far as a log tells them. */
import { builtInRole, GLOBAL_ADMINISTRATOR, roleName, UNKNOWN } from "../model";
import { type Line, stateOf } from "./line";
import { type Markdown, md } from "./markdown";

/** What to call the principal of this id. */
export type Naming = (id: string) => string;

/** Names of everybody whom a line names; others go by their id. */
export function namingOf(lines: readonly Line[]): Naming {
  const names = new Map<string, string>();
  for (const line of lines) {
    const { principalId, principalName } = stateOf(line).inputs;
    if (typeof principalId === "string" && typeof principalName === "string") names.set(principalId, principalName);
  }
  return (id) => names.get(id) ?? (id === UNKNOWN ? "somebody not known yet" : id);
}

/** The name, and what a reviewer stumbles over: a guest, a group, a service principal, an emergency account. */
export function whoOf(line: Line): Markdown {
  const { principalId, principalName, principalType, userType, breakGlass } = stateOf(line).inputs;
  const id = principalId === UNKNOWN ? "somebody not known yet" : String(principalId ?? line.id);
  const remarks = [
    breakGlass === true && "break-glass",
    principalType === "group" && "group",
    principalType === "servicePrincipal" && "service principal",
    userType === "guest" && "guest",
  ].filter((remark) => typeof remark === "string");
  const name = typeof principalName === "string" && principalName !== UNKNOWN ? principalName : id;
  return remarks.length === 0 ? md`${name}` : md`${name} (${remarks.join(", ")})`;
}

/** The role, and where it acts if not in the whole tenant. */
export function roleOf(line: Line): Markdown {
  const { directoryScope } = stateOf(line).inputs;
  const name = plainRoleOf(line);
  return directoryScope === undefined || directoryScope === "/"
    ? md`${name}`
    : md`${name} at ${String(directoryScope)}`;
}

/** `adele.vance@contoso.com as Global Administrator`, as plain text. */
export function namedIn(line: Line): string {
  const { principalName, principalId } = stateOf(line).inputs;
  const role = plainRoleOf(line);
  return line.kind === "settings" ? `settings of ${role}` : `${principalName ?? principalId ?? line.id} as ${role}`;
}

/** The role's name alone. */
export function plainRoleOf(line: Line): string {
  const { role, roleName: stated } = stateOf(line).inputs;
  if (role === UNKNOWN) return "a role not known yet";
  const known = roleName(String(role));
  return known !== role || typeof stated !== "string" ? known : stated;
}

/** Sorts the most powerful roles first, then by role and person. */
export function rankOf(line: Line): string {
  const { role, principalName, principalId } = stateOf(line).inputs;
  const tier = role === GLOBAL_ADMINISTRATOR ? -1 : (builtInRole(String(role))?.tier ?? 9);
  return `${tier + 1} ${plainRoleOf(line)} ${principalName ?? principalId ?? ""}`;
}
