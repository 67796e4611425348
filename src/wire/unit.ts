/** What is adopted and undone together: a unit of role settings, and the rule properties that it owns. */
import type { Settings } from "../model";
import type { Fragment, RuleSet } from "./rule";

/** `activation.checks`, `assignment.expiry`, `notifications.activation.admin.recipients` … */
export type Unit = string;

export const EVENTS = {
  eligibility: "Admin_Eligibility",
  assignment: "Admin_Assignment",
  activation: "EndUser_Assignment",
} as const;
export const RECIPIENTS = { admin: "Admin", assignee: "Requestor", approver: "Approver" } as const;
export type Event = keyof typeof EVENTS;
export type Recipient = keyof typeof RECIPIENTS;

/** The id of a notification rule. `assignee` is what Microsoft calls requestor. */
export function notificationRule(event: Event, recipient: Recipient): string {
  return `Notification_${RECIPIENTS[recipient]}_${EVENTS[event]}`;
}

const EXPIRATION = ["isExpirationRequired", "maximumDuration"];

const OWNED: Readonly<Record<Unit, Readonly<Record<string, readonly string[]>>>> = {
  "activation.maximumDuration": { Expiration_EndUser_Assignment: EXPIRATION },
  "activation.checks": {
    Enablement_EndUser_Assignment: ["enabledRules"],
    AuthenticationContext_EndUser_Assignment: ["isEnabled", "claimValue"],
  },
  "activation.approval": { Approval_EndUser_Assignment: ["setting"] },
  "eligibility.expiry": { Expiration_Admin_Eligibility: EXPIRATION },
  "eligibility.require": { Enablement_Admin_Eligibility: ["enabledRules"] },
  "assignment.expiry": { Expiration_Admin_Assignment: EXPIRATION },
  "assignment.require": { Enablement_Admin_Assignment: ["enabledRules"] },
  ...notificationUnits(),
};

/** Every unit there is. */
export const units: readonly Unit[] = Object.keys(OWNED);

/** The units that declared settings manage. A field that is not declared is not managed. */
export function managedUnits(declared: Settings): Unit[] {
  const { activation, eligibility, assignment, notifications } = declared;
  const managed: (Unit | false)[] = [
    activation?.maximumDuration !== undefined && "activation.maximumDuration",
    (activation?.require !== undefined || activation?.authenticationContext !== undefined) && "activation.checks",
    activation?.approval !== undefined && "activation.approval",
    (eligibility?.permanent !== undefined || eligibility?.maximumDuration !== undefined) && "eligibility.expiry",
    eligibility?.require !== undefined && "eligibility.require",
    (assignment?.permanent !== undefined || assignment?.maximumDuration !== undefined) && "assignment.expiry",
    assignment?.require !== undefined && "assignment.require",
  ];
  for (const event of Object.keys(EVENTS) as Event[]) {
    for (const recipient of Object.keys(RECIPIENTS) as Recipient[]) {
      const mail = notifications?.[event]?.[recipient];
      const unit = `notifications.${event}.${recipient}`;
      managed.push((mail?.enabled !== undefined || mail?.criticalOnly !== undefined) && `${unit}.level`);
      managed.push(mail?.recipients !== undefined && `${unit}.recipients`);
      managed.push(mail?.defaultRecipients !== undefined && `${unit}.defaultRecipients`);
    }
  }
  return managed.filter((unit) => unit !== false);
}

/** What the rules say about a unit today: the value to put back when it stops being declared. */
export function fragmentOf(rules: RuleSet, unit: Unit): Fragment {
  const owned = Object.entries(OWNED[unit] ?? {});
  return Object.fromEntries(
    owned.flatMap(([id, properties]) => {
      const live = rules.get(id);
      if (live === undefined) return [];
      return [[id, Object.fromEntries(properties.map((name) => [name, live[name] ?? null]))]];
    }),
  );
}

function notificationUnits(): Record<Unit, Record<string, string[]>> {
  const owned: Record<Unit, Record<string, string[]>> = {};
  for (const event of Object.keys(EVENTS) as Event[]) {
    for (const recipient of Object.keys(RECIPIENTS) as Recipient[]) {
      const unit = `notifications.${event}.${recipient}`;
      const id = notificationRule(event, recipient);
      owned[`${unit}.level`] = { [id]: ["notificationLevel"] };
      owned[`${unit}.recipients`] = { [id]: ["notificationRecipients"] };
      owned[`${unit}.defaultRecipients`] = { [id]: ["isDefaultRecipientsEnabled"] };
    }
  }
  return owned;
}
