/** Role settings ⇄ the seventeen rules. https://learn.microsoft.com/graph/identity-governance-pim-rules-overview */
import { type Approver, approver, canonicalDuration, type Settings } from "../model";
import { type Fragment, mergeFragments, type Rule, type RuleSet } from "./rule";
import {
  EVENTS,
  type Event,
  fragmentOf,
  managedUnits,
  notificationRule,
  RECIPIENTS,
  type Recipient,
  type Unit,
} from "./unit";

const CHECKS = { mfa: "MultiFactorAuthentication", justification: "Justification", ticket: "Ticketing" } as const;
type Check = keyof typeof CHECKS;

type Mail = NonNullable<NonNullable<NonNullable<Settings["notifications"]>[Event]>[Recipient]>;

/** What the rules must say for `declared` to hold, beside what they say about undeclared fields of the same units. */
export function toFragment(declared: Settings, live: RuleSet): Fragment {
  const today = mergeFragments(managedUnits(declared).map((unit) => fragmentOf(live, unit)));
  return mergeFragments([
    today,
    ...expiry(
      "Expiration_EndUser_Assignment",
      { permanent: false, maximumDuration: declared.activation?.maximumDuration },
      declared.activation?.maximumDuration,
    ),
    ...activationChecks(declared.activation, live),
    ...approvalSetting(declared.activation?.approval, live),
    ...expiry("Expiration_Admin_Eligibility", declared.eligibility),
    ...enablement("Enablement_Admin_Eligibility", declared.eligibility?.require),
    ...expiry("Expiration_Admin_Assignment", declared.assignment),
    ...enablement("Enablement_Admin_Assignment", declared.assignment?.require),
    ...mails(declared.notifications, live),
  ]);
}

/** Everything the rules say, in the user's words. */
export function fromRules(rules: RuleSet): Settings {
  const activation = rules.get("Expiration_EndUser_Assignment");
  return {
    activation: {
      ...maximum(activation),
      require: checksOf<Check>(rules.get("Enablement_EndUser_Assignment")),
      authenticationContext: contextOf(rules.get("AuthenticationContext_EndUser_Assignment")),
      approval: approvalOf(rules.get("Approval_EndUser_Assignment")),
    },
    eligibility: expiryOf(rules.get("Expiration_Admin_Eligibility"), rules.get("Enablement_Admin_Eligibility")),
    assignment: expiryOf(rules.get("Expiration_Admin_Assignment"), rules.get("Enablement_Admin_Assignment")),
    notifications: notificationsOf(rules),
  };
}

/** Of everything the rules say, the fields that `declared` names: what a refresh reports and a preview compares. */
export function restrictTo(declared: Settings, all: Settings): Settings {
  return project(declared, all) as Settings;
}

/** The values a unit had, in the user's words, for people to read. */
export function describeUnit(rules: RuleSet, unit: Unit): unknown {
  return unit
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], fromRules(rules));
}

function project(shape: unknown, value: unknown): unknown {
  if (shape === undefined) return undefined;
  if (typeof shape !== "object" || shape === null || Array.isArray(shape)) return value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.keys(shape).flatMap((key) => {
    const inner = project((shape as Record<string, unknown>)[key], (value as Record<string, unknown>)[key]);
    return inner === undefined ? [] : [[key, inner] as const];
  });
  return Object.fromEntries(entries);
}

function expiry(
  id: string,
  declared: { permanent?: boolean | undefined; maximumDuration?: string | undefined } = {},
  when: unknown = declared,
): Fragment[] {
  if (when === undefined) return [];
  return [
    {
      [id]: {
        ...(declared.permanent === undefined ? {} : { isExpirationRequired: !declared.permanent }),
        ...(declared.maximumDuration === undefined ? {} : { maximumDuration: declared.maximumDuration }),
      },
    },
  ];
}

function enablement(id: string, require: readonly Check[] | undefined): Fragment[] {
  return require === undefined ? [] : [{ [id]: { enabledRules: require.map((check) => CHECKS[check]) } }];
}

function activationChecks(declared: Settings["activation"], live: RuleSet): Fragment[] {
  if (declared?.require === undefined && declared?.authenticationContext === undefined) return [];
  const context = declared.authenticationContext ?? contextOf(live.get("AuthenticationContext_EndUser_Assignment"));
  const wanted = declared.require ?? checksOf<Check>(live.get("Enablement_EndUser_Assignment"));
  // a context means that the conditional access policy behind it demands MFA; both together are refused
  const require = context === "none" ? wanted : wanted.filter((check) => check !== "mfa");
  const effective = wanted.includes("mfa") && declared.authenticationContext === undefined ? "none" : context;
  const checks = enablement("Enablement_EndUser_Assignment", effective === "none" ? wanted : require);
  const rule = {
    AuthenticationContext_EndUser_Assignment: {
      isEnabled: effective !== "none",
      claimValue: effective === "none" ? null : effective,
    },
  };
  return effective === "none" ? [rule, ...checks] : [...checks, rule];
}

function approvalSetting(declared: NonNullable<Settings["activation"]>["approval"], live: RuleSet): Fragment[] {
  if (declared === undefined) return [];
  const setting = (live.get("Approval_EndUser_Assignment")?.setting ?? {}) as Record<string, unknown>;
  const [stage = STAGE] = (setting.approvalStages ?? []) as Record<string, unknown>[];
  const primaryApprovers = declared.approvers.map((one) =>
    "user" in one
      ? { "@odata.type": "#microsoft.graph.singleUser", userId: one.user }
      : { "@odata.type": "#microsoft.graph.groupMembers", groupId: one.group },
  );
  return [
    {
      Approval_EndUser_Assignment: {
        setting: {
          "@odata.type": "microsoft.graph.approvalSettings",
          ...setting,
          isApprovalRequired: declared.required,
          approvalMode: "SingleStage",
          approvalStages: [{ ...stage, primaryApprovers }],
        },
      },
    },
  ];
}

/** PIM knows a single stage of one day; escalation is not kept by the service. */
const STAGE = {
  approvalStageTimeOutInDays: 1,
  isApproverJustificationRequired: true,
  escalationTimeInMinutes: 0,
  isEscalationEnabled: false,
  escalationApprovers: [],
};

function isCritical(live: RuleSet, event: Event, recipient: Recipient): boolean {
  return String(live.get(notificationRule(event, recipient))?.notificationLevel).toLowerCase() === "critical";
}

function mails(declared: Settings["notifications"], live: RuleSet): Fragment[] {
  return pairs().flatMap(([event, recipient]) => {
    const mail = declared?.[event]?.[recipient];
    if (mail === undefined) return [];
    const level =
      mail.enabled === false ? "None" : (mail.criticalOnly ?? isCritical(live, event, recipient)) ? "Critical" : "All";
    return [
      {
        [notificationRule(event, recipient)]: {
          ...(mail.enabled === undefined && mail.criticalOnly === undefined ? {} : { notificationLevel: level }),
          ...(mail.recipients === undefined ? {} : { notificationRecipients: mail.recipients }),
          ...(mail.defaultRecipients === undefined ? {} : { isDefaultRecipientsEnabled: mail.defaultRecipients }),
        },
      },
    ];
  });
}

function notificationsOf(rules: RuleSet): NonNullable<Settings["notifications"]> {
  const found: Partial<Record<Event, Partial<Record<Recipient, Mail>>>> = {};
  for (const [event, recipient] of pairs()) {
    const live = rules.get(notificationRule(event, recipient));
    const level = String(live?.notificationLevel ?? "All").toLowerCase();
    const recipients = (live?.notificationRecipients ?? []) as string[];
    found[event] = {
      ...found[event],
      [recipient]: {
        enabled: level !== "none",
        criticalOnly: level === "critical",
        recipients: [...new Set(recipients.map((address) => address.toLowerCase()))].sort(),
        defaultRecipients: live?.isDefaultRecipientsEnabled !== false,
      },
    };
  }
  return found;
}

function pairs(): [Event, Recipient][] {
  return (Object.keys(EVENTS) as Event[]).flatMap((event) =>
    (Object.keys(RECIPIENTS) as Recipient[]).map((one): [Event, Recipient] => [event, one]),
  );
}

function maximum(rule: Rule | undefined): { maximumDuration?: string } {
  const text = rule?.maximumDuration;
  return typeof text === "string" && text !== "" ? { maximumDuration: canonicalDuration(text) } : {};
}

function expiryOf(expiration: Rule | undefined, enabled: Rule | undefined) {
  return {
    permanent: expiration?.isExpirationRequired === false,
    ...maximum(expiration),
    require: checksOf<"mfa" | "justification">(enabled),
  };
}

function checksOf<Allowed extends Check>(rule: Rule | undefined): Allowed[] {
  const live = ((rule?.enabledRules ?? []) as string[]).map((name) => name.toLowerCase());
  const names = (Object.keys(CHECKS) as Check[]).filter((check) => live.includes(CHECKS[check].toLowerCase()));
  return names.sort() as Allowed[];
}

function contextOf(rule: Rule | undefined): string {
  const claim = rule?.claimValue;
  return rule?.isEnabled === true && typeof claim === "string" && claim !== "" ? claim.toLowerCase() : "none";
}

function approvalOf(rule: Rule | undefined): { required: boolean; approvers: Approver[] } {
  const setting = (rule?.setting ?? {}) as {
    isApprovalRequired?: boolean;
    approvalStages?: { primaryApprovers?: Record<string, unknown>[] }[];
  };
  const approvers = (setting.approvalStages?.[0]?.primaryApprovers ?? []).flatMap((one) => {
    const isGroup = String(one["@odata.type"] ?? "")
      .toLowerCase()
      .endsWith("groupmembers");
    const id = one.groupId ?? one.userId ?? one.id;
    const parsed = approver.safeParse(isGroup ? { group: id } : { user: id });
    return parsed.success ? [parsed.data] : [];
  });
  const key = (one: Approver) => ("user" in one ? `user ${one.user}` : `group ${one.group}`);
  return {
    required: setting.isApprovalRequired === true,
    approvers: approvers.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
  };
}
