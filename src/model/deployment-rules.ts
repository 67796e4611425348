/** What is wrong between the lines of a deployment, each of them fine by itself. */
import { type ActiveLine, deploymentDefaults, deploymentRole } from "./deployment";
import { effectiveSettings } from "./effective-settings";
import type { Complaint } from "./explain";
import { lineSchedule } from "./line-schedule";
import { isMapping } from "./mapping";
import { type PrincipalReference, principalReference, readReference } from "./principal";
import { builtInRole, GLOBAL_ADMINISTRATOR } from "./role";
import { directoryScope } from "./scope";

/** A line of a role's `eligible` or `active` list. `keys` tell people apart: object ids once they are known, names before. */
export interface Line {
  readonly path: string;
  readonly kind: "eligible" | "active";
  readonly who: string;
  readonly keys: readonly string[];
  readonly scope: string;
}

/** One person, role and scope twice; eligible and active at once; break-glass accounts where they do not belong. */
export function complainAboutLines(
  lines: readonly Line[],
  role: string | undefined,
  breakGlass: ReadonlySet<string>,
): Complaint[] {
  const seen = new Map<string, Line>();
  return lines.flatMap((line) => {
    const places = line.keys.map((key) => `${key} ${line.scope}`);
    const first = places.map((place) => seen.get(place)).find((found) => found !== undefined);
    for (const place of places) if (!seen.has(place)) seen.set(place, line);
    const message = complainAboutEmergency(line, role, breakGlass) ?? complainAboutRepetition(line, first);
    return message === undefined ? [] : [{ path: line.path, message }];
  });
}

/** Fewer than two emergency access accounts, or one of them twice. */
export function complainAboutAccounts(accounts: readonly { who: string; keys: readonly string[] }[]): Complaint[] {
  const seen = new Set<string>();
  const twice = accounts.flatMap(({ who, keys }, index) => {
    const known = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return known ? [{ path: `accounts[${index}]`, message: `${who} is listed twice; every account counts once` }] : [];
  });
  if (accounts.length >= 2) return twice;
  const message = `needs at least two accounts, so that one is left when the other fails, got ${accounts.length}`;
  return [{ path: "accounts", message }, ...twice];
}

/** Everything of a written-out file that can be judged without a tenant. Parts of the wrong shape are passed over. */
export function complainAboutDeployment(file: unknown): Complaint[] {
  if (!isMapping(file)) return [];
  const accounts = isMapping(file.breakGlass) ? listOf(file.breakGlass.accounts).flatMap(personOf) : [];
  const breakGlass = new Set(accounts.flatMap(({ keys }) => keys));
  const missing = isMapping(file.breakGlass) && Array.isArray(file.breakGlass.accounts);
  const roles = Object.entries(isMapping(file.entraRoles) ? file.entraRoles : {});
  return [
    ...(missing ? within("breakGlass", complainAboutAccounts(accounts)) : []),
    ...complainAboutRoleTwice(roles.map(([name]) => name)),
    ...roles.flatMap(([name, role]) =>
      within(`entraRoles.${name}`, [
        ...complainAboutLines(linesOf(role), builtInRole(name)?.id, breakGlass),
        ...complainAboutApprovers(role),
        ...complainAboutTerms(name, role, file.defaults),
      ]),
    ),
  ];
}

/** Approvers said in two places, or said beside `required: false`. */
export function complainAboutApprovers(role: unknown): Complaint[] {
  if (!isMapping(role) || role.approvers === undefined) return [];
  const approval = isMapping(role.activation) ? role.activation.approval : undefined;
  if (!isMapping(approval)) return [];
  const stated = listOf(approval.approvers).length > 0;
  if (stated)
    return [{ path: "approvers", message: "is said in activation.approval.approvers too; keep one of the two" }];
  if (approval.required !== false) return [];
  return [
    { path: "approvers", message: "has no meaning beside activation.approval.required: false; drop one of the two" },
  ];
}

/** Settings that contradict the profile's, schedules that they do not allow. Silent where the shape is wrong already. */
function complainAboutTerms(name: string, role: unknown, defaults: unknown): Complaint[] {
  const said = deploymentRole.safeParse(role);
  const common = deploymentDefaults.safeParse(defaults ?? {});
  if (!said.success || !common.success) return [];
  const { activation, eligibility, assignment, notifications, ...rest } = said.data;
  const { profile = common.data.profile, schedule = common.data.schedule, eligible = [], active = [] } = rest;
  const written = { activation, eligibility, assignment, notifications };
  const { value: settings, complaints } = effectiveSettings(builtInRole(name)?.id ?? name, profile, written);
  if (settings === undefined) return complaints;
  const ofLines = (kind: "eligible" | "active", lines: readonly ActiveLine[]) =>
    lines.flatMap((line, index) =>
      within(`${kind}[${index}]`, lineSchedule(kind, line, schedule, settings).complaints),
    );
  return [...ofLines("eligible", eligible), ...ofLines("active", active)];
}

/** The same complaints, about a part of a whole. */
export function within(prefix: string, complaints: readonly Complaint[]): Complaint[] {
  return complaints.map(({ path, message }) => ({ path: path === "" ? prefix : `${prefix}.${path}`, message }));
}

function complainAboutEmergency({ who, kind, keys }: Line, role: string | undefined, breakGlass: ReadonlySet<string>) {
  if (!keys.some((key) => breakGlass.has(key))) return undefined;
  if (kind === "eligible")
    return `${who} is a break-glass account and must never have to activate a role; drop the line`;
  return role === GLOBAL_ADMINISTRATOR
    ? `${who} holds the role as a break-glass account already; drop the line`
    : undefined;
}

function complainAboutRepetition({ who, kind, scope }: Line, first: Line | undefined): string | undefined {
  if (first === undefined) return undefined;
  const where = scope === "/" ? "" : ` at ${scope}`;
  return first.kind === kind
    ? `${who} is declared ${kind} twice${where}, first in ${first.path}; keep one of the two lines`
    : `${who} is declared both eligible and active${where}, first in ${first.path}; keep one of the two lines`;
}

function complainAboutRoleTwice(names: readonly string[]): Complaint[] {
  const first = new Map<string, string>();
  return names.flatMap((name) => {
    const key = builtInRole(name)?.id ?? name.trim().toLowerCase();
    const other = first.get(key);
    if (other === undefined) first.set(key, name);
    if (other === undefined) return [];
    return [{ path: `entraRoles.${name}`, message: `is the same role as "${other}"; write each role once` }];
  });
}

function linesOf(role: unknown): Line[] {
  if (!isMapping(role)) return [];
  return (["eligible", "active"] as const).flatMap((kind) =>
    listOf(role[kind]).flatMap((line, index) => {
      if (!isMapping(line)) return [];
      const scope = directoryScope.safeParse(line.scope ?? "/");
      if (!scope.success) return [];
      const path = `${kind}[${index}]`;
      return personOf(line.principal).map((person) => ({ ...person, path, kind, scope: scope.data.toLowerCase() }));
    }),
  );
}

/** A name, and what it may stand for: a name without a type may be a user, a group or a service principal. */
function personOf(value: unknown): { who: string; keys: string[] }[] {
  const parsed = principalReference.safeParse(value);
  if (!parsed.success) return [];
  const { text, type } = readReference(parsed.data as PrincipalReference);
  const types = type === undefined ? ["user", "group", "servicePrincipal"] : [type];
  return [{ who: text, keys: types.map((one) => `${one}:${text.toLowerCase()}`) }];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
