import type { Relation } from "./directory";
import type { Properties } from "./properties";
import type { Family } from "./schedules";

/** Graph reviews directory roles and groups, Azure Resource Manager its own roles; the course of a review is the same. */
export type ReviewPlane = "graph" | "arm";

export type Verdict = "NotReviewed" | "Approve" | "Deny" | "DontKnow";
export type Recommendation = "Approve" | "Deny" | "NoInfoAvailable";
export type ApplyResult =
  | "New"
  | "AppliedSuccessfully"
  | "AppliedSuccessfullyButObjectNotFound"
  | "ApplyNotSupported"
  | "AppliedWithUnknownFailure";

/** Which principals of a resource are reviewed. */
export interface PrincipalScope {
  readonly kind: "user" | "group" | "servicePrincipal";
  /** `$filter` on the principal; null for all. */
  readonly filter: string | null;
  /** Only those who did not sign in for this many ms; null for all. */
  readonly inactive: number | null;
}

/** What people have access to, and how. */
export type ReviewedResource =
  | { readonly kind: "directoryRole"; readonly id: string; readonly families: readonly Family[] }
  | { readonly kind: "group"; readonly id: string; readonly relation: Relation; readonly transitive: boolean }
  /** Each group that `$filter` finds when an instance starts. */
  | {
      readonly kind: "groups";
      readonly filter: string | null;
      readonly relation: Relation;
      readonly transitive: boolean;
    }
  /** A role of Azure at a scope; `above` and `below`: also as held at scopes around it. */
  | {
      readonly kind: "azureRole";
      readonly id: string;
      readonly scope: string;
      readonly families: readonly Family[];
      readonly above: boolean;
      readonly below: boolean;
    }
  /** Of something this tenant does not have (access packages, app roles): nobody holds it. */
  | { readonly kind: "nothing"; readonly id: string };

export interface ReviewSubject {
  readonly resource: ReviewedResource;
  readonly principals: readonly PrincipalScope[];
  /** The scope as an instance shows it. */
  readonly shown: Properties;
}

/** Who decides; `shown` in the words of the service. Without any reviewer people review themselves. */
export type Reviewer = { readonly shown: Properties } & (
  | { readonly kind: "principal"; readonly id: string }
  | { readonly kind: "linked"; readonly source: string; readonly relation: Relation; readonly transitive: boolean }
  /** The owners of the reviewed group. */
  | { readonly kind: "owners" }
  /** The manager of each reviewed user. */
  | { readonly kind: "manager" }
);

/** One round of decisions; a review without stages has exactly one. */
export interface StagePlan {
  readonly days: number;
  readonly recommendations: boolean;
  /** Decisions that go to the next stage's reviewers. */
  readonly movesOn: readonly Verdict[];
  readonly reviewers: readonly Reviewer[];
  readonly fallback: readonly Reviewer[];
}

/** When instances start. Dates in ms at midnight UTC. */
export interface Recurrence {
  readonly start: number;
  /** Null for a review that happens once. */
  readonly every: { readonly unit: "weeks" | "months"; readonly count: number } | null;
  /** 0: the day of `start`. */
  readonly dayOfMonth: number;
  /** No instance starts after this moment; null without end. */
  readonly until: number | null;
  /** Number of instances; null without limit. */
  readonly times: number | null;
}

/** A review as the laws read it. */
export interface ReviewPlan {
  readonly subjects: readonly ReviewSubject[];
  readonly stages: readonly StagePlan[];
  readonly recurrence: Recurrence;
  readonly justification: boolean;
  /** For those whom nobody decided on until the end; null leaves them as they are. */
  readonly atEnd: "Approve" | "Deny" | "Recommendation" | null;
  readonly autoApply: boolean;
  /** Without a sign-in for this many ms, access should go. */
  readonly lookBack: number;
  readonly mail: boolean;
  /** Who is denied may not sign in any more. */
  readonly disablesUsers: boolean;
}

export interface AccessReview {
  readonly sequence: number;
  readonly id: string;
  readonly plane: ReviewPlane;
  /** The Azure scope; "/" on Graph. */
  readonly scope: string;
  readonly created: number;
  readonly modified: number | null;
  /** Object id. */
  readonly createdBy: string;
  /** Instances begun so far. */
  readonly begun: number;
  /** When the next instance starts; null when none will. */
  readonly due: number | null;
  /** What the service shows of it beside id, dates, status. */
  readonly shown: Properties;
  readonly plan: ReviewPlan;
}

export interface ReviewStage extends StagePlan {
  readonly id: string;
  readonly start: number;
  readonly finish: number;
}

export type InstanceStatus = "InProgress" | "Completed" | "Applied";

export interface ReviewInstance {
  readonly sequence: number;
  readonly id: string;
  readonly review: string;
  readonly start: number;
  readonly finish: number;
  readonly status: InstanceStatus;
  /** Index of the stage that runs or ran last. */
  readonly stage: number;
  /** When the running stage ends; null once all have. */
  readonly due: number | null;
  readonly subject: ReviewSubject;
  readonly stages: readonly ReviewStage[];
  /** Object ids of those who were told by mail. */
  readonly contacted: readonly string[];
}

/** One principal's access to one resource, as one stage decided it. */
export interface ReviewDecision {
  readonly sequence: number;
  readonly id: string;
  readonly instance: string;
  readonly stage: number;
  readonly principal: string;
  readonly resource: string;
  readonly recommendation: Recommendation;
  /** In ms, null when never or unknown. */
  readonly lastSignIn: number | null;
  readonly verdict: Verdict;
  readonly justification: string;
  /** Object id; `system` for the review itself; null for nobody. */
  readonly reviewedBy: string | null;
  readonly reviewed: number | null;
  readonly result: ApplyResult;
  readonly appliedBy: string | null;
  readonly applied: number | null;
}

/** Stands for the service where it decides or applies by itself. */
export const system = "system";
