/** What may be said: schemas, defaults, durations, scopes, and the wording of complaints. Pure. */
export * from "./duration";
export * from "./eligibility";
export * from "./explain";
export * from "./guid";
export * from "./identity";
export * from "./instant";
export * from "./mark";
export * from "./principal";
export * from "./role";
export * from "./role-settings";
export * from "./schedule";
export * from "./scope";
export * from "./suggest";
export * from "./unknown";
