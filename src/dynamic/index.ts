/** The Pulumi classes, one per kind and plane. */
export * from "./entra-role-assignment";
export * from "./entra-role-eligibility";
export * from "./entra-role-guard";
export * from "./entra-role-settings";
export type { Inputs } from "./resource";
