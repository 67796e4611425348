/** What people write. */
export * from "./break-glass";
export * from "./deployment";
export * from "./entra-role";
export type { EntraRoleArgs } from "./entra-role-args";
