/** The tenant at program time: names to ids and facts, who holds what. One loader, coalescing per turn. */
export type { TenantConfigInput } from "../clients";
export type { RuleSet } from "../wire";
export { type Holder, Lookup, lookup } from "./lookup";
export { LookupError } from "./lookup-error";
export type { Role } from "./roles";
export { type ValuesOfBefore, valuesOfBefore } from "./values-of-before";
