/** Schedules and schedule requests of Entra roles. https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentschedulerequest */
import { z } from "zod";
import { addDuration, canonicalInstant } from "../model";

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
  scheduleInfo: z
    .looseObject({
      startDateTime: z.string().nullish(),
      expiration: z
        .looseObject({ type: z.string().nullish(), endDateTime: z.string().nullish(), duration: z.string().nullish() })
        .nullish(),
    })
    .nullish(),
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
}

export function fromSchedule(json: ScheduleJson): LiveSchedule {
  const { scheduleInfo: info } = json;
  const start = instantOf(info?.startDateTime);
  const expiration = info?.expiration;
  const after =
    expiration?.duration && start !== undefined
      ? canonicalInstant(addDuration(new Date(start), expiration.duration))
      : undefined;
  return {
    id: json.id,
    scope: (json.directoryScopeId ?? json.appScopeId ?? "/").toLowerCase(),
    role: json.roleDefinitionId.toLowerCase(),
    principal: json.principalId.toLowerCase(),
    start,
    end: instantOf(expiration?.endDateTime) ?? after,
    direct: same(json.memberType ?? "Direct", "Direct") && !same(json.assignmentType ?? "Assigned", "Activated"),
    throughPim: typeof json.createdUsing === "string" && json.createdUsing !== "",
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

function instantOf(text: string | null | undefined): string | undefined {
  return text ? canonicalInstant(new Date(text)) : undefined;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
