/** Schedules and schedule requests of Entra roles. https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentschedulerequest */
import { z } from "zod";
import { addDuration, canonicalInstant } from "../model";

const scheduleInfo = z.looseObject({
  startDateTime: z.string().nullish(),
  expiration: z
    .looseObject({ type: z.string().nullish(), endDateTime: z.string().nullish(), duration: z.string().nullish() })
    .nullish(),
});

/** A schedule as Graph answers it; the parts that PIM enforces. */
export const scheduleJson = z.looseObject({
  id: z.string(),
  principalId: z.string(),
  roleDefinitionId: z.string(),
  directoryScopeId: z.string().nullish(),
  appScopeId: z.string().nullish(),
  assignmentType: z.string().nullish(),
  memberType: z.string().nullish(),
  status: z.string().nullish(),
  createdUsing: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  modifiedDateTime: z.string().nullish(),
  scheduleInfo: scheduleInfo.nullish(),
});
export type ScheduleJson = z.output<typeof scheduleJson>;

/** A schedule that exists in the tenant. Instants are canonical; no `end` means permanent. */
export interface LiveSchedule {
  readonly id: string;
  readonly scope: string;
  readonly role: string;
  readonly principal: string;
  readonly start: string | undefined;
  readonly end: string | undefined;
  /** False when it came through a group, or is an activation of an eligibility. */
  readonly direct: boolean;
  /** False for assignments made outside PIM. */
  readonly throughPim: boolean;
  /** When PIM last made or changed it; absent for assignments made outside PIM. */
  readonly changed?: string | undefined;
}

export function fromSchedule(json: ScheduleJson): LiveSchedule {
  const { start, end } = termOf(json.scheduleInfo);
  return {
    id: json.id,
    scope: (json.directoryScopeId ?? json.appScopeId ?? "/").toLowerCase(),
    role: json.roleDefinitionId.toLowerCase(),
    principal: json.principalId.toLowerCase(),
    start,
    end,
    direct: same(json.memberType ?? "Direct", "Direct") && !same(json.assignmentType ?? "Assigned", "Activated"),
    throughPim: typeof json.createdUsing === "string" && json.createdUsing !== "",
    changed: lastOf(instantOf(json.createdDateTime), instantOf(json.modifiedDateTime)),
  };
}

/** A schedule request as Graph answers it. */
export const requestJson = z.looseObject({
  action: z.string(),
  status: z.string().nullish(),
  directoryScopeId: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  justification: z.string().nullish(),
  createdBy: z
    .looseObject({
      user: z.looseObject({ id: z.string().nullish() }).nullish(),
      application: z.looseObject({ id: z.string().nullish() }).nullish(),
    })
    .nullish(),
  scheduleInfo: scheduleInfo.nullish(),
});

/** What somebody once asked PIM for; kept for 45 days. */
export interface PastRequest {
  /** `adminAssign`, `adminUpdate`, `adminRemove`, `selfActivate` …, lower-case. */
  readonly action: string;
  readonly scope: string;
  /** When, ISO 8601. */
  readonly at: string;
  /** Object id of whoever asked, where it is known. */
  readonly by: string | undefined;
  readonly justification: string;
  readonly start: string | undefined;
  /** No end: permanent, or a removal. */
  readonly end: string | undefined;
  /** False where it was refused, canceled, or waits for somebody. */
  readonly done: boolean;
}

const DONE = new Set(["provisioned", "granted", "revoked", "schedulecreated"]);

export function fromRequest(json: z.output<typeof requestJson>): PastRequest {
  return {
    action: json.action.toLowerCase(),
    scope: (json.directoryScopeId ?? "/").toLowerCase(),
    at: instantOf(json.createdDateTime) ?? "",
    by: (json.createdBy?.user?.id ?? json.createdBy?.application?.id ?? undefined)?.toLowerCase(),
    justification: json.justification ?? "",
    ...termOf(json.scheduleInfo),
    done: DONE.has((json.status ?? "").toLowerCase()),
  };
}

/** Until when a request asks for: an instant, a duration from the start, or for ever. */
export type Until = { readonly end: string } | { readonly duration: string } | { readonly permanent: true };

export interface ScheduleRequest {
  readonly action: "adminAssign" | "adminUpdate" | "adminRemove";
  readonly scope: string;
  readonly role: string;
  readonly principal: string;
  readonly start?: string | undefined;
  readonly until?: Until | undefined;
  readonly justification?: string | undefined;
  readonly ticket?: { readonly number: string; readonly system: string } | undefined;
}

/** The body of a POST to a `…ScheduleRequests` collection. A removal carries no schedule. */
export function toRequest(request: ScheduleRequest): Record<string, unknown> {
  return {
    action: request.action,
    principalId: request.principal,
    roleDefinitionId: request.role,
    directoryScopeId: request.scope,
    justification: request.justification ?? null,
    ...(request.until === undefined
      ? {}
      : { scheduleInfo: { startDateTime: request.start ?? null, expiration: expirationOf(request.until) } }),
    ...(request.ticket === undefined
      ? {}
      : { ticketInfo: { ticketNumber: request.ticket.number, ticketSystem: request.ticket.system } }),
  };
}

function expirationOf(until: Until): Record<string, string> {
  if ("end" in until) return { type: "afterDateTime", endDateTime: until.end };
  if ("duration" in until) return { type: "afterDuration", duration: until.duration };
  return { type: "noExpiration" };
}

function termOf(info: z.output<typeof scheduleInfo> | null | undefined): {
  start: string | undefined;
  end: string | undefined;
} {
  const start = instantOf(info?.startDateTime);
  const expiration = info?.expiration;
  const after =
    expiration?.duration && start !== undefined
      ? canonicalInstant(addDuration(new Date(start), expiration.duration))
      : undefined;
  return { start, end: instantOf(expiration?.endDateTime) ?? after };
}

function lastOf(...instants: (string | undefined)[]): string | undefined {
  return instants
    .filter((one) => one !== undefined)
    .sort()
    .at(-1);
}

function instantOf(text: string | null | undefined): string | undefined {
  return text ? canonicalInstant(new Date(text)) : undefined;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
