import { bodyProperties } from "../../arm-body";
import type { ArmCall } from "../../arm-call";
import { armPimErrors } from "../../arm-pim-errors";
import { isObject } from "../../body";
import { pimErrors } from "../../errors";
import { isGuid } from "../../ids";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { Family } from "../../store/schedules";
import { type Action, actions, optionalText, readSpan, readTicket, type Wish, withoutSpan } from "../request-shape";
import { parseRoleId, roleFits } from "./role-id";
import type { Scope } from "./scope";
import { azureSettings } from "./settings";

/** What a schedule request for an Azure role asks for. */
export interface AzureWish extends Wish {
  /** GUID of the eligibility schedule that an activation is to draw on; undefined leaves the choice to PIM. */
  readonly linked: string | undefined;
}

/**
 * Reads the body of a schedule request; read-only and unknown properties are passed over, as the service does:
 * https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests/create
 */
export function readAzureWish(call: ArmCall, family: Family, isValidationOnly: boolean): AzureWish {
  const { state, scope, now } = call;
  const body = bodyProperties(call);
  const action = readAction(body.requestType, family);
  if (!isGuid(body.principalId)) throw pimErrors.invalidRequest("principalId must be a GUID.");
  const role = readRole(body.roleDefinitionId, scope);
  const info = family === "eligibility" ? withDuration(state, scope, role, body.scheduleInfo) : body.scheduleInfo;
  return {
    family,
    action,
    principal: body.principalId.toLowerCase(),
    role,
    scope: scope.id,
    span: withoutSpan.has(action) ? undefined : readSpan(info, now),
    justification: optionalText(body.justification, "justification"),
    ticketInfo: readTicket(body.ticketInfo),
    isValidationOnly,
    details: readCondition(body, action),
    linked: readLinked(body.linkedRoleEligibilityScheduleId),
  };
}

function readAction(value: unknown, family: Family): Action {
  const action = actions.find((each) => each.toLowerCase() === String(value).toLowerCase());
  if (action === undefined) throw pimErrors.invalidRequest(`The requestType '${String(value)}' is not known.`);
  if (family === "eligibility" && (action === "selfActivate" || action === "selfDeactivate"))
    throw pimErrors.invalidRequest(`The requestType ${String(value)} applies to roleAssignmentScheduleRequests.`);
  return action;
}

/** The role's GUID; the id's scope must fit the one that the role is asked for at. */
function readRole(value: unknown, scope: Scope): string {
  const reference = typeof value === "string" ? parseRoleId(value) : undefined;
  if (reference === undefined)
    throw pimErrors.invalidRequest(`roleDefinitionId '${String(value)}' is not the id of a role definition.`);
  if (!roleFits(reference, scope)) throw armPimErrors.scopeMismatch(scope.id, String(value));
  return reference.name;
}

/** An eligibility "after a duration" without one lasts as long as the settings allow. */
function withDuration(state: State, scope: Scope, role: string, info: unknown): unknown {
  if (!isObject(info) || !isObject(info.expiration)) return info;
  const { type, duration } = info.expiration;
  if (String(type).toLowerCase() !== "afterduration" || (duration ?? null) !== null) return info;
  const rule = azureSettings(state, scope.id, role).rules.find(({ id }) => id === "Expiration_Admin_Eligibility");
  const expiration =
    rule?.isExpirationRequired === true ? { type, duration: rule.maximumDuration } : { type: "NoExpiration" };
  return { ...info, expiration };
}

/** A condition on the role, and the version of its language; empty texts are none. An activation without one takes the eligibility's. */
function readCondition(body: Entity, action: Action): Entity {
  const condition = optionalText(body.condition, "condition") || null;
  const version = optionalText(body.conditionVersion, "conditionVersion") || null;
  if (condition === null && action === "selfActivate") return {};
  return { condition, conditionVersion: condition === null ? null : (version ?? "2.0") };
}

/** A full id or a bare GUID. */
function readLinked(value: unknown): string | undefined {
  const name = optionalText(value, "linkedRoleEligibilityScheduleId")?.split("/").at(-1);
  if (name === undefined || name === "") return undefined;
  if (!isGuid(name)) throw pimErrors.invalidRequest(`linkedRoleEligibilityScheduleId '${String(value)}' is not an id.`);
  return name.toLowerCase();
}
