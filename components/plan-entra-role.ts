/** From what people say about a role to the resources that say it, or everything that is wrong. Asks the tenant, creates nothing. */
import { createHash } from "node:crypto";
import type { EntraRoleAssignmentProps, EntraRoleEligibilityProps, EntraRoleSettingsProps } from "../src/dynamic";
import { type Holder, type Lookup, type RuleSet, type ValuesOfBefore, valuesOfBefore } from "../src/lookup";
import {
  type ActiveLine,
  type Complaint,
  complainAboutApprovers,
  complainAboutLines,
  type EntraRoleDeclaration,
  type Explained,
  effectiveSettings,
  entraRoleDeclaration,
  explain,
  lineSchedule,
  type PrincipalFacts,
  type PrincipalReference,
  readReference,
  type Settings,
  within,
  writeOutRole,
} from "../src/model";
import { type Approvers, namedApprovers, otherHolders } from "./approvers";
import { childName } from "./child-name";
import type { EntraRoleArgs } from "./entra-role-args";
import { foundSchedules, foundSettings } from "./found";
import { type PlannedGuard, planGuard } from "./plan-guard";
import { skipsMissing } from "./skips-missing";

export type PlannedSchedule =
  | { readonly kind: "eligibility"; readonly name: string; readonly props: EntraRoleEligibilityProps }
  | { readonly kind: "assignment"; readonly name: string; readonly props: EntraRoleAssignmentProps };

/** The resources of a role, in an order that does not depend on the order of lines. */
export interface EntraRolePlan {
  readonly role: { readonly id: string; readonly name: string };
  readonly settings: { readonly name: string; readonly props: EntraRoleSettingsProps };
  readonly schedules: readonly PlannedSchedule[];
  readonly guard?: PlannedGuard;
  /** Who is left out, since nobody has that name: `eligible[0] "alice@contoso.com"`. */
  readonly skipped: readonly string[];
  /** The values of before, to be stashed under that name; absent for a role that the tenant has no settings for. */
  readonly before?: { readonly name: string; readonly text: string };
}

/** Paths of complaints are those of `EntraRoleArgs`. A name that nobody has makes a LookupError. */
export async function planEntraRole(
  args: EntraRoleArgs,
  lookup: Lookup,
  breakGlass: readonly PrincipalReference[],
): Promise<Explained<EntraRolePlan>> {
  const { value: said, complaints } = explain(entraRoleDeclaration, writeOutRole(args));
  if (said === undefined) return { complaints };
  const tenant = await ask(said, lookup, breakGlass);
  const people = await peopleOf(said, tenant, lookup);
  const merged = effectiveSettings(tenant.role.id, said.profile, args.settings ?? {}, people.approvers);
  const lines = merged.value === undefined ? [] : linesOf(said, merged.value, tenant);
  const wrong = [
    ...complainAboutApprovers({ approvers: args.approvers, activation: args.settings?.activation }),
    ...people.complaints,
    ...within("settings", merged.complaints),
    ...lines.flatMap((line) => ("message" in line ? [line] : [])),
  ];
  if (wrong.length > 0 || merged.value === undefined) return { complaints: wrong };
  const schedules = lines.filter((line) => "props" in line);
  const guard = await planGuard(said, tenant, lookup);
  return { value: { ...resourcesOf(tenant, merged.value, schedules), ...(guard && { guard }) }, complaints: [] };
}

type People = readonly (PrincipalFacts | undefined)[];
interface Asked {
  readonly role: { readonly id: string; readonly name: string };
  /** In the order of the lines; undefined for whom the run skips. */
  readonly eligible: People;
  readonly active: People;
  readonly approvers: People;
  readonly excepted: People;
  readonly skipped: readonly string[];
  readonly emergency: ReadonlySet<string>;
  readonly live: Settings;
  readonly rules: RuleSet | undefined;
  readonly holders: readonly Holder[];
}

/** Every name at once, so that they share one wave; then what the tenant holds, from collections that everybody shares. */
async function ask(
  said: EntraRoleDeclaration,
  lookup: Lookup,
  breakGlass: readonly PrincipalReference[],
): Promise<Asked> {
  const skipped: string[] = [];
  const all = (place: string, references: readonly PrincipalReference[]) =>
    Promise.all(
      references.map(async (one, index) => {
        if (!skipsMissing()) return lookup.principal(one);
        const facts = await lookup.principalIfAny(one);
        if (facts === undefined) skipped.push(`${place}[${index}] "${readReference(one).text}"`);
        return facts;
      }),
    );
  const named = said.approvers === "otherHolders" ? [] : (said.approvers ?? []);
  const exceptions = typeof said.guard === "object" ? (said.guard.except ?? []) : [];
  const [role, eligible, active, approvers, excepted, emergency] = await Promise.all([
    lookup.role(said.role),
    all(
      "eligible",
      (said.eligible ?? []).map(({ principal }) => principal),
    ),
    all(
      "active",
      (said.active ?? []).map(({ principal }) => principal),
    ),
    all("approvers", named),
    all("guard.except", exceptions),
    // whoever skips an emergency account has none
    Promise.all(breakGlass.map((one) => lookup.principal(one))),
  ]);
  const [live, holders] = await Promise.all([lookup.settings(role.id), lookup.holders(role.id)]);
  const ids = new Set(emergency.map(({ id }) => id));
  return {
    role,
    eligible,
    active,
    approvers,
    excepted,
    skipped: skipped.sort(),
    emergency: ids,
    live: live?.settings ?? {},
    rules: live?.rules,
    holders,
  };
}

async function peopleOf(
  said: EntraRoleDeclaration,
  { role, eligible, active, approvers: named, emergency, holders }: Asked,
  lookup: Lookup,
): Promise<{ approvers: Approvers["approvers"]; complaints: Complaint[] }> {
  const linesAbout = (kind: "eligible" | "active", people: People) =>
    people.flatMap((facts, index) => {
      const scope = said[kind]?.[index]?.scope ?? "/";
      return facts === undefined
        ? []
        : [{ facts, kind, path: `${kind}[${index}]`, who: facts.name, keys: [facts.id], scope }];
    });
  const lines = [...linesAbout("eligible", eligible), ...linesAbout("active", active)];
  const complaints = [
    ...complainAboutLines(lines, role.id, emergency),
    ...lines.flatMap(({ facts, kind, path }) => complainAboutHolder(facts, kind, path)),
  ];
  const declared = lines.filter(({ scope }) => scope === "/").map(({ facts }) => facts);
  const chosen: Approvers =
    said.approvers === "otherHolders"
      ? await otherHolders(declared, holders, emergency, lookup)
      : namedApprovers(named);
  const approvers = said.approvers === undefined ? undefined : chosen.approvers;
  return { approvers, complaints: [...complaints, ...chosen.complaints] };
}

/** What Microsoft refuses to assign, said before anything is written. */
function complainAboutHolder({ type, name, roleAssignable }: PrincipalFacts, kind: string, path: string): Complaint[] {
  if (type === "group" && roleAssignable === false) {
    const message = `the group "${name}" cannot hold a directory role; only groups created with isAssignableToRole can, and that cannot be changed later`;
    return [{ path, message }];
  }
  if (type !== "servicePrincipal" || kind !== "eligible") return [];
  return [{ path, message: `the service principal "${name}" cannot activate a role; list it under active` }];
}

function linesOf(said: EntraRoleDeclaration, settings: Settings, asked: Asked): (PlannedSchedule | Complaint)[] {
  const { role, eligible, active } = asked;
  const eligibilities = (said.eligible ?? []).flatMap((line, index): (PlannedSchedule | Complaint)[] => {
    const { props, complaints } = propsOf("eligible", line, eligible[index], settings, said, asked);
    if (props === undefined) return within(`eligible[${index}]`, complaints);
    const name = childName("eligibility", role.id, props.principalId, props.directoryScope);
    return [{ kind: "eligibility", name, props: { ...props, standing: line.standing ?? said.standing ?? "remove" } }];
  });
  const assignments = (said.active ?? []).flatMap((line, index): (PlannedSchedule | Complaint)[] => {
    const { props, complaints } = propsOf("active", line, active[index], settings, said, asked);
    if (props === undefined) return within(`active[${index}]`, complaints);
    const name = childName("assignment", role.id, props.principalId, props.directoryScope);
    return [{ kind: "assignment", name, props }];
  });
  return [...eligibilities, ...assignments];
}

/** What both kinds of schedule say. */
function propsOf(
  kind: "eligible" | "active",
  line: ActiveLine,
  facts: PrincipalFacts | undefined,
  settings: Settings,
  said: EntraRoleDeclaration,
  { role, holders }: Asked,
) {
  const { value: schedule, complaints } = lineSchedule(kind, line, said.schedule, settings);
  if (schedule === undefined || facts === undefined) return { complaints };
  const { scope = "/", ticket, onDelete, renewBefore, justification = said.justification } = line;
  const onExpiry = line.onExpiry ?? (schedule.duration === undefined ? undefined : said.onExpiry);
  const props = {
    role: role.id,
    principalId: facts.id,
    directoryScope: scope,
    schedule,
    justification,
    ticket,
    onDelete,
    onExpiry,
    renewBefore,
    principalName: facts.name,
    principalType: facts.type,
    userType: facts.userType,
    roleName: role.name,
    found: foundSchedules(holders, facts.id, scope),
  };
  return { props, complaints };
}

function resourcesOf(
  { role, live, rules, skipped }: Asked,
  settings: Settings,
  schedules: readonly PlannedSchedule[],
): EntraRolePlan {
  const props = { role: role.id, ...settings, roleName: role.name, found: foundSettings(settings, live) };
  return {
    role,
    settings: { name: childName("settings", role.id), props },
    schedules: schedules.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    skipped,
    ...(rules === undefined ? {} : { before: stashOf(role.id, valuesOfBefore(rules, settings)) }),
  };
}

/** Named by the role and the managed units: a unit that is managed later gets a fresh Stash. */
function stashOf(role: string, { units, text }: ValuesOfBefore): { name: string; text: string } {
  const fingerprint = createHash("sha256").update(units.join(" ")).digest("hex").slice(0, 12);
  return { name: `${childName("before", role)}-${fingerprint}`, text };
}
