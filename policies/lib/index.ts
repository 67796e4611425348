/** What rules are made of. */
export * from "./break-glass";
export * from "./clock";
export * from "./invalid-configuration";
export * from "./line";
export * from "./policy";
export * from "./profile";
export * from "./role-list";
export * from "./rule";
export * from "./source";
export * from "./verdict";
export * from "./waiver";
export * from "./wording";
