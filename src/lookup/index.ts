/** The tenant at program time: names to ids and facts, who holds what. One loader, coalescing per turn. */
export type { TenantConfigInput } from "../clients";
export { type Holder, Lookup, lookup } from "./lookup";
export { LookupError } from "./lookup-error";
export type { Role } from "./roles";
