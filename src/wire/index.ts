/** How Microsoft writes it: model ⇄ Graph JSON, both ways, pure. */
export * from "./api-error";
export * from "./approver-ids";
export * from "./role-settings";
export * from "./rule";
export * from "./schedule";
export * from "./unit";
