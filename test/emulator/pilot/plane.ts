import type { Answer, Asker } from "../ask";

/** What somebody brings along to activate. */
export interface Activation {
  /** Signed in with multi-factor authentication. */
  readonly mfa: boolean;
  readonly ticket: boolean;
}

/** A plane, as the people of a pilot meet it: one role, the person who is to use it, the one who approves. */
export interface PilotPlane {
  /** As the test plan names it. */
  readonly role: string;
  /** MFA, justification, ticket and approval to activate, for an hour at most; an eligibility ends. */
  configure(): Promise<Answer[]>;
  /** The person may activate for thirty days. */
  makeEligible(): Promise<Answer>;
  activate(activation: Activation): Promise<Answer>;
  /** The decision over what was asked last. */
  decide(by: "approver" | "person", result: "Approve" | "Deny"): Promise<Answer>;
  /** How the request that was made last stands. */
  status(): Promise<unknown>;
  isActive(): Promise<boolean>;
  isEligible(): Promise<boolean>;
  /** A review of who holds the role, which takes from whom the approver denies; three days long. */
  review(): Promise<void>;
  /** Whether the person has what the review is about: the eligibility of a role, the membership of a group. */
  isReviewed(): Promise<boolean>;
  /** What the audit log tells. */
  readonly trail: readonly string[];
  /** Somebody is given the role past PIM, and how many the alert about that counts; groups have no alerts. */
  readonly alert?: { provoke(): Promise<Answer>; incidents(): Promise<number> };
}

/**
 * What the audit log tells of a pilot until its review has ended, in PIM's words.
 * @param reviewed what the review brings about
 * @param settings number of requests that change settings: Graph takes a rule each, ARM all at once
 */
export function pilotTrail(reviewed: readonly string[], settings = 4): string[] {
  const asked = [
    "Add member to role requested (PIM activation)",
    "Add member to role approval requested (PIM activation)",
  ];
  return [
    ...Array.from({ length: settings }, () => "Update role setting in PIM"),
    "Add eligible member to role in PIM requested (timebound)",
    "Add eligible member to role in PIM completed (timebound)",
    ...asked,
    "Add member to role request approved (PIM activation)",
    "Add member to role completed (PIM activation)",
    "Remove member from role (PIM activation expired)",
    ...asked,
    "Add member to role request denied (PIM activation)",
    ...reviewed,
  ];
}

export type Pilot = (ask: Asker, person: string, approver: string) => Promise<PilotPlane>;

export const ticketInfo = { ticketNumber: "CHG-1", ticketSystem: "ServiceNow" };

/** The rules that a pilot sets, by id: in Graph's words, `@odata.type` left out, as in ARM's. */
export function pilotRules(approver: Record<string, unknown>) {
  return {
    Enablement_EndUser_Assignment: {
      kind: "EnablementRule",
      enabledRules: ["MultiFactorAuthentication", "Justification", "Ticketing"],
    },
    Expiration_EndUser_Assignment: { kind: "ExpirationRule", isExpirationRequired: true, maximumDuration: "PT1H" },
    Expiration_Admin_Eligibility: { kind: "ExpirationRule", isExpirationRequired: true, maximumDuration: "P30D" },
    Approval_EndUser_Assignment: {
      kind: "ApprovalRule",
      setting: {
        isApprovalRequired: true,
        approvalMode: "SingleStage",
        approvalStages: [
          { approvalStageTimeOutInDays: 1, isApproverJustificationRequired: true, primaryApprovers: [approver] },
        ],
      },
    },
  };
}
