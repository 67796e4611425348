import { isObject } from "../body";
import { graphErrors, pimErrors } from "../errors";
import type { Rule } from "../store/policies";
import { parseDuration } from "../time";

const day = 24 * 60 * 60_000;

type Test = (value: unknown) => boolean;

const isBoolean: Test = (value) => typeof value === "boolean";
const isTexts: Test = (value) => Array.isArray(value) && value.every((item) => typeof item === "string");
const isOneOf =
  (...allowed: readonly string[]): Test =>
  (value) =>
    typeof value === "string" && allowed.includes(value);

const tests: Readonly<Record<string, Test>> = {
  isExpirationRequired: isBoolean,
  maximumDuration: (value) => value === null || parseDuration(value) !== undefined,
  enabledRules: (value) =>
    Array.isArray(value) && value.every(isOneOf("MultiFactorAuthentication", "Justification", "Ticketing")),
  isEnabled: isBoolean,
  claimValue: (value) => value === null || typeof value === "string",
  setting: isObject,
  notificationType: isOneOf("Email"),
  recipientType: isOneOf("Requestor", "Approver", "Admin"),
  notificationLevel: isOneOf("None", "Critical", "All"),
  isDefaultRecipientsEnabled: isBoolean,
  notificationRecipients: isTexts,
};

/** Refuses a value that the property of a rule cannot take. */
export function checkProperty(rule: Rule, name: string, value: unknown): void {
  if (tests[name]?.(value) !== true)
    throw graphErrors.badRequest(
      `Invalid value '${JSON.stringify(value)}' for property '${name}' of rule '${rule.id}'.`,
    );
  if (rule.id === "Expiration_EndUser_Assignment" && name === "maximumDuration" && (parseDuration(value) ?? 0) > day)
    throw pimErrors.invalidPolicy("An activation lasts at most 24 hours.");
}
