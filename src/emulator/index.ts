/** The embedded tenant: the one door. https://learn.microsoft.com/graph/api/resources/privilegedidentitymanagementv3-overview */
export type { Fault, FaultPlan, FaultRule } from "./faults/fault";
export type { Holder } from "./holders";
export type { ChangeRecord, RequestRecord } from "./journal";
export { type Served, type ServeOptions, serve } from "./serve";
export { Tenant, type TenantOptions } from "./tenant";
