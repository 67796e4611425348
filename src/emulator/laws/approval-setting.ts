import { isObject } from "../body";
import { graphErrors, pimErrors } from "../errors";
import { isGuid } from "../ids";
import type { Entity } from "../odata/filter";
import type { State } from "../state";

const defaultStage = {
  approvalStageTimeOutInDays: 1,
  isApproverJustificationRequired: true,
  escalationTimeInMinutes: 0,
  isEscalationEnabled: false,
  primaryApprovers: [] as Entity[],
  escalationApprovers: [] as Entity[],
};

const defaultSetting = {
  isApprovalRequired: false,
  isApprovalRequiredForExtension: false,
  isRequestorJustificationRequired: true,
  approvalMode: "SingleStage",
};

const modes = ["SingleStage", "Serial", "Parallel", "NoApproval"];

/** A setting as the service keeps it: whole, with exactly one stage, approvers that exist and no escalation approvers. */
export function completeSetting(state: State, setting: Entity): Entity {
  const { approvalStages } = setting;
  if (approvalStages !== undefined && approvalStages !== null && !Array.isArray(approvalStages))
    throw graphErrors.badRequest("approvalStages must be a list.");
  const [stage] = Array.isArray(approvalStages) ? approvalStages : [];
  const complete = { ...defaultSetting, ...chosen(setting, defaultSetting) };
  if (!modes.includes(complete.approvalMode))
    throw graphErrors.badRequest(`Invalid value '${complete.approvalMode}' for property 'approvalMode'.`);
  return { ...complete, approvalStages: [completeStage(state, isObject(stage) ? stage : {})] };
}

function completeStage(state: State, stage: Entity): Entity {
  const { primaryApprovers } = stage;
  if (primaryApprovers !== undefined && primaryApprovers !== null && !Array.isArray(primaryApprovers))
    throw graphErrors.badRequest("primaryApprovers must be a list.");
  const approvers = Array.isArray(primaryApprovers) ? primaryApprovers : [];
  return {
    ...defaultStage,
    ...chosen(stage, defaultStage),
    primaryApprovers: approvers.map((approver: unknown) => approverOf(state, approver)),
    escalationApprovers: [],
  };
}

/** Those properties of `given` that `known` has, of the same type. */
function chosen<Known extends object>(given: Entity, known: Known): Partial<Known> {
  const result: Record<string, unknown> = {};
  for (const [name, standard] of Object.entries(known)) {
    const value = given[name];
    if (value === undefined || value === null || Array.isArray(standard)) continue;
    if (typeof value !== typeof standard)
      throw graphErrors.badRequest(`Invalid value '${JSON.stringify(value)}' for property '${name}'.`);
    result[name] = value;
  }
  return result as Partial<Known>;
}

/** A user or the members of a group; also the older shape `{id, isBackup}`, which is told apart by what the id names. */
function approverOf(state: State, approver: unknown): Entity {
  if (!isObject(approver)) throw graphErrors.badRequest("An approver must be an object.");
  const id = approver.userId ?? approver.groupId ?? approver.id;
  const object = isGuid(id) ? state.directory.find(id) : undefined;
  if (object === undefined) throw pimErrors.invalidPolicy(`The approver '${String(id)}' does not exist.`);
  if (approver.userId !== undefined && object.kind !== "user")
    throw pimErrors.invalidPolicy(`The approver '${object.id}' is not a user.`);
  if (approver.groupId !== undefined && object.kind !== "group")
    throw pimErrors.invalidPolicy(`The approver '${object.id}' is not a group.`);
  const description = typeof approver.description === "string" ? approver.description : object.properties.displayName;
  if (object.kind === "user") return { "@odata.type": "#microsoft.graph.singleUser", userId: object.id, description };
  if (object.kind === "group")
    return { "@odata.type": "#microsoft.graph.groupMembers", groupId: object.id, description };
  throw pimErrors.invalidPolicy(`The approver '${object.id}' is neither a user nor a group.`);
}
