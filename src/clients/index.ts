/** Where it is: transports, credentials, retry, collections; one adapter per plane. */
export type { BatchAnswer, BatchItem } from "./batch";
export { type EntraRoles, entraRoles } from "./entra-roles";
export { Graph } from "./graph";
export { quoted, withQuery } from "./odata";
export * from "./plane";
export { type Clients, clientsOver, connect } from "./session";
export * from "./tenant-config";
export { openTransport, type Transport } from "./transport";
