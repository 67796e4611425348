/** Role settings: adopt, change in place, undo. A field that is not declared is not managed. */
import { type EntraRoleSettingsArgs, entraRoleSettings, idOf, roleName, type Settings } from "../model";
import {
  approverIds,
  changedBy,
  fragmentOf,
  fromRules,
  managedUnits,
  mergeFragments,
  type RuleSet,
  restrictTo,
  toFragment,
  type Unit,
} from "../wire";
import { check, type Declaration, diff, equal, inputsOf, refuseOtherTenant } from "./declaration";
import { type Handler, mannered, PartialFailure, type Props, Refusal } from "./handler";
import { type Originals, readOriginals, stashedOriginals, writeOriginals } from "./originals";
import type { Run } from "./run";
import { SETTINGS_SCOPE, writeRules } from "./write-rules";

const declaration: Declaration = {
  schema: entraRoleSettings,
  id: (inputs) => idOf({ plane: "entra", kind: "settings", scope: SETTINGS_SCOPE, role: String(inputs.role) }),
};

export function roleSettingsHandler(run: Run): Handler {
  const handler: Handler = {
    configure: ({ config }) => run.configure((key) => config.get(key)),
    check: (olds, news) => check(run, declaration, olds, news),
    diff: async (_id, olds, news) => diff(declaration, olds, news),

    async create(inputs) {
      const args = argsOf(inputs);
      const rules = await mustRead(run, args.role);
      // a resource that is renamed hands over what it knew: today's values are ours, not those of before
      const id = declaration.id(inputs);
      const predecessor = run.seen(id);
      const known = readOriginals(predecessor);
      const putBack = predecessor === undefined ? {} : undone(argsOf(predecessor), args, known);
      const original = captured(managedUnits(args), { ...stashedOriginals(inputs), ...known }, rules);
      const outs = { ...inputs, original: writeOriginals(original) };
      await settle(run, args, putBack, original, rules, id, outs);
      return { id, outs };
    },

    async read(id, props) {
      await refuseOtherTenant(run, props);
      const args = argsOf(props);
      const rules = await run.plane.settings.read({ scope: SETTINGS_SCOPE, role: args.role }, "cached");
      if (rules === undefined) return { id: "", props: {} };
      run.saw(id, props);
      const live = restrictTo(settingsOf(args), fromRules(rules));
      const now = { ...props, ...live };
      return { id, props: now, inputs: inputsOf(declaration, now) };
    },

    async update(id, olds, news) {
      const args = argsOf(news);
      const rules = await mustRead(run, args.role);
      const known = readOriginals(olds);
      const original = captured(managedUnits(args), { ...stashedOriginals(news), ...known }, rules);
      const outs = { ...news, original: writeOriginals(original) };
      await settle(run, args, undone(argsOf(olds), args, known), original, rules, id, outs);
      return { outs };
    },

    async delete(id, props) {
      // the tuple lives on under another name, which has taken over
      if (run.declared(id) !== undefined || props.onDelete === "leave") return;
      await refuseOtherTenant(run, props);
      const { role } = argsOf(props);
      await undoSettings(run, role, readOriginals(props));
    },
  };
  return mannered(handler, (props) => `settings of ${props.roleName ?? roleName(String(props.role))}`);
}

/** Puts back the values of before; of all units, or of those named. */
export async function undoSettings(
  run: Run,
  role: string,
  originals: Originals,
  only?: readonly Unit[],
): Promise<void> {
  const rules = await run.plane.settings.read({ scope: SETTINGS_SCOPE, role }, "direct");
  if (rules === undefined) return;
  const wanted = Object.entries(originals).filter(([unit]) => only?.includes(unit) ?? true);
  const fragment = mergeFragments(wanted.map(([, value]) => value));
  const changed = changedBy(rules, fragment);
  if (changed.length === 0) return;
  const gone = await writeRules(run, role, changed);
  const after = await mustRead(run, role);
  const stuck = changedBy(after, fragment).filter((rule) => !approverIds(rule).some((approver) => gone.has(approver)));
  if (stuck.length > 0) {
    throw new Refusal(
      `the service did not take back ${stuck.map(({ id }) => id).join(", ")}; run again, or restore it in the portal`,
    );
  }
}

/** Writes what differs, in one request, and believes it when a read shows it. */
async function settle(
  run: Run,
  args: EntraRoleSettingsArgs,
  putBack: Originals,
  original: Originals,
  rules: RuleSet,
  id: string,
  outs: Props,
): Promise<void> {
  const declared = settingsOf(args);
  const base = overlay(rules, putBack);
  const dropped = Object.entries(putBack).filter(([unit]) => !(unit in original));
  const fragment = mergeFragments([...dropped.map(([, value]) => value), toFragment(declared, base)]);
  const changed = changedBy(rules, fragment);
  if (changed.length === 0) return;
  const gone = await writeRules(run, args.role, changed);
  try {
    const after = fromRules(await mustRead(run, args.role));
    const differing = leavesThatDiffer(withoutGone(declared, gone), restrictTo(declared, after));
    if (differing.length > 0) throw new Refusal(`the service did not keep what was sent: ${differing.join("; ")}`);
  } catch (error) {
    throw new PartialFailure(id, outs, error);
  }
}

/** What is known of before, and for units managed from now on the values of today. */
function captured(units: readonly Unit[], known: Originals, rules: RuleSet): Originals {
  return Object.fromEntries(units.map((unit) => [unit, known[unit] ?? fragmentOf(rules, unit)]));
}

/**
 * Values of before for every unit of which a field is no longer declared, or changes: it may have changed an undeclared half along
 * with it, as an authentication context takes the demand for MFA away.
 */
function undone(before: EntraRoleSettingsArgs, after: EntraRoleSettingsArgs, known: Originals): Originals {
  if (after.onDelete === "leave") return {};
  const wanted = new Map(leaves(settingsOf(after)));
  const gone = leaves(settingsOf(before)).filter(([path, value]) => !equal(value, wanted.get(path)));
  const touched = new Set(gone.flatMap(([path]) => managedUnits(nested(path) as Settings)));
  return Object.fromEntries(Object.entries(known).filter(([unit]) => touched.has(unit)));
}

/** The rules as they would be with some units put back: what undeclared halves of a unit count from. */
function overlay(rules: RuleSet, putBack: Originals): RuleSet {
  const changed = changedBy(rules, mergeFragments(Object.values(putBack)));
  return new Map([...rules, ...changed.map((rule) => [rule.id, rule] as const)]);
}

/** What was declared, less the approvers that had to be left out. */
function withoutGone(declared: Settings, gone: ReadonlySet<string>): Settings {
  const approval = declared.activation?.approval;
  if (approval === undefined || gone.size === 0) return declared;
  const approvers = approval.approvers.filter((one) => !gone.has("user" in one ? one.user : one.group));
  return { ...declared, activation: { ...declared.activation, approval: { ...approval, approvers } } };
}

async function mustRead(run: Run, role: string): Promise<RuleSet> {
  const rules = await run.plane.settings.read({ scope: SETTINGS_SCOPE, role }, "cached");
  if (rules !== undefined) return rules;
  throw new Refusal(
    `the tenant has no role settings for ${roleName(role)} (${role}); check the role, or use PIM once in the portal to create them`,
  );
}

function argsOf(props: Props): EntraRoleSettingsArgs {
  return props as unknown as EntraRoleSettingsArgs;
}

function settingsOf({ activation, eligibility, assignment, notifications }: EntraRoleSettingsArgs): Settings {
  return { activation, eligibility, assignment, notifications } as Settings;
}

function leavesThatDiffer(sent: Settings, found: Settings): string[] {
  const seen = new Map(leaves(found));
  return leaves(sent)
    .filter(([path, value]) => !equal(value, seen.get(path)))
    .map(([path, value]) => `${path} sent ${JSON.stringify(value)}, found ${JSON.stringify(seen.get(path))}`);
}

function leaves(value: unknown, path = ""): [path: string, value: unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return value === undefined ? [] : [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === "" ? name : `${path}.${name}`));
}

function nested(path: string): object {
  return path.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), true) as object;
}
