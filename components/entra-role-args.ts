import type {
  ActiveLineInput,
  EligibleLineInput,
  GuardDeclaration,
  PrincipalReference,
  ProfileName,
  ScheduleInput,
  SettingsInput,
} from "../src/model";

/** What people say about an Entra role. Plain values: names are looked up before any resource exists. */
export interface EntraRoleArgs {
  /** Display name of a built-in or custom role, or its id. */
  readonly role: string;
  /** Named defaults of the settings: `microsoft`, `scuba`, `cis` or `strict`. @default - none, only `settings` are managed */
  readonly profile?: ProfileName;
  /** Settings on top of the profile; a list counts as one value. Whatever neither of them says is not managed. */
  readonly settings?: SettingsInput;
  /** Who may activate the role: a principal, or `{ principal, schedule, … }`. */
  readonly eligible?: readonly EligibleLineInput[];
  /** Who holds the role without activating it. */
  readonly active?: readonly ActiveLineInput[];
  /**
   * Who approves activations; approval is required then. `otherHolders`: every enabled user who holds or may hold the role,
   * break-glass accounts apart, at least two; somebody whose line goes in this run stays an approver until the next.
   * @default - what the settings say
   */
  readonly approvers?: "otherHolders" | readonly PrincipalReference[];
  /** Of eligible lines that state none. @default - as long as the settings allow (`eligibility.maximumDuration`) */
  readonly schedule?: ScheduleInput;
  /** Goes to the audit log for lines that state none. */
  readonly justification?: string;
  /** Whether durations are granted again when their end comes near; of lines that state none. @default "end" */
  readonly onExpiry?: "end" | "renew";
  /** What happens to the permanent active assignment of somebody who becomes eligible. @default "remove" */
  readonly standing?: "keep" | "remove";
  /**
   * What happens to those who hold the role and are not declared: `report` shows them, `remove` takes the role from whom a preview
   * has shown; `except` names who is declared elsewhere, by another stack or by hand. @default - nobody looks
   */
  readonly guard?: GuardDeclaration;
}
