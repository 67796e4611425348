/** Guards: who holds a role undeclared. Shown as drift; or taken away, but only what the refresh of the same run has listed. */
import {
  canonicalInstant,
  describeHolder,
  type EntraRoleGuardArgs,
  entraRoleGuard,
  guardIdOf,
  hasUnknown,
  roleName,
  settingsIdOf,
} from "../model";
import { putBack } from "./before";
import { brakeGuard } from "./brake";
import { check, type Declaration, diff, equal, inputsOf, refuseOtherTenant, without } from "./declaration";
import { type Handler, mannered, PartialFailure, type Props } from "./handler";
import type { Holder } from "./holder";
import type { Run } from "./run";
import { remove } from "./schedule";
import { GUARDED } from "./schedule-args";
import {
  argsOfTaken,
  comesBack,
  holdingOfTaken,
  readTaken,
  recoverTaken,
  type Taken,
  takenFrom,
  writeListed,
  writeTaken,
} from "./taken";
import { declaredIn, undeclared } from "./undeclared";

const declaration: Declaration = {
  schema: entraRoleGuard,
  id: (inputs) => guardIdOf({ plane: "entra", role: String(inputs.role) }),
};
/** What `check` adds to what the program says: before → after of these two is what a preview shows. */
const LISTS = ["unmanaged", "removed"] as const;

export function guardHandler(run: Run): Handler {
  const handler: Handler = {
    configure: ({ config }) => run.configure((key) => config.get(key)),

    async check(olds, news) {
      const result = await check(run, declaration, olds, without(news, LISTS));
      if (result.failures.length > 0 || hasUnknown(result.inputs.role)) return result;
      const args = argsOf(result.inputs);
      const foreign = complainAboutOwner(run, args);
      if (foreign !== undefined) return { ...result, failures: [{ property: "", reason: foreign }] };
      const guard = { ...args, declared: declaredNow(run, olds, args) };
      return { ...result, inputs: { ...guard, ...(await planned(run, olds, guard)) } };
    },

    async diff(_id, olds, news) {
      const { replaces } = diff(declaration, olds, news);
      if (replaces !== undefined) return { replaces };
      const changed = LISTS.some((name) => !equal(olds[name], news[name]));
      return changed ? {} : diff(declaration, olds, news);
    },

    /** Never removes: nobody has seen in a preview of this run whom it would be. */
    async create(inputs) {
      const id = declaration.id(inputs);
      const outs = { ...inputs, ...(await listedNow(run, argsOf(inputs))) };
      return { id, outs: { ...outs, taken: writeTaken(readTaken(run.seen(id))) } };
    },

    async read(id, props) {
      await refuseOtherTenant(run, props);
      const listing = await undeclared(run, argsOf(props));
      const taken = [...readTaken(props), ...(await recoverTaken(run, props, listing))];
      const lists = { unmanaged: textsOf(listing), removed: someOf(textsOf(taken)) };
      const now = { ...props, ...lists, listed: writeListed(listing), taken: writeTaken(taken) };
      run.saw(id, now);
      run.listings.set(id, listing);
      return { id, props: now, inputs: { ...inputsOf(declaration, now), ...lists } };
    },

    async update(id, olds, news) {
      const args = argsOf(news);
      const taken = readTaken(olds).filter((one) => run.declared(one.id) === undefined);
      const after =
        args.mode === "remove" ? await takeAway(run, id, news, taken) : await giveBack(run, id, news, taken);
      const unmanaged = textsOf(await undeclared(run, args));
      return { outs: { ...news, unmanaged, removed: someOf(textsOf(after)), taken: writeTaken(after) } };
    },

    async delete(id, props) {
      // the guard lives on under another name, which has taken over
      if (run.declared(id) !== undefined) return;
      await refuseOtherTenant(run, props);
      await giveBack(run, id, props, readTaken(props));
    },
  };
  return mannered(handler, (props) => `guard of ${props.roleName ?? roleName(String(props.role))}`);
}

/** One stack owns a role: another one's settings say who may hold it. */
function complainAboutOwner(run: Run, { role, roleName: name }: EntraRoleGuardArgs): string | undefined {
  const settings = settingsIdOf({ plane: "entra", kind: "guard", scope: "/", role });
  if (run.declared(settings) !== undefined) return undefined;
  return `a guard needs the settings of its role in the same stack, and before it; declare EntraRoleSettings of ${name ?? roleName(role)} and let the guard depend on it (with --target, target both)`;
}

/** The holdings that are declared: as the program says, and by lines of this run. */
function declaredNow(run: Run, olds: Props, { role, mode, declared }: EntraRoleGuardArgs): string[] {
  const now = declaredIn(run.declaredAll(), role);
  if (declared !== undefined) return sorted([...declared, ...now]);
  // a run with --target or --exclude leaves lines out: what it has not read it cannot believe to be gone
  const read = new Set(declaredIn(run.seenAll(), role));
  const before = mode === "remove" && olds.role === role ? listOf(olds.declared).filter((line) => !read.has(line)) : [];
  return sorted([...now, ...before]);
}

/** What the two lists come to, for the preview; the same when it is done. */
async function planned(run: Run, olds: Props, guard: EntraRoleGuardArgs): Promise<Props> {
  const id = declaration.id({ ...guard });
  const taken = readTaken(run.seen(id)).filter((one) => run.declared(one.id) === undefined);
  if (olds.role !== guard.role) {
    return { unmanaged: textsOf(await undeclared(run, guard)), removed: someOf(textsOf(taken)) };
  }
  const before = listOf(olds.unmanaged);
  // without a refresh nothing is taken and what is kept is not known: both lists stay as they are
  if (run.seen(id) === undefined) return { unmanaged: before, removed: olds.removed };
  if (guard.mode === "report") {
    const now = await run.plane.now();
    const back = taken.filter((one) => comesBack(run, one, now));
    const others = taken.filter((one) => !back.includes(one));
    return { unmanaged: sorted([...before, ...back.map(textOnceBack)]), removed: someOf(textsOf(others)) };
  }
  const going = await removable(run, id);
  for (const one of going) run.removals.set(one.id, `${one.text} of ${guard.roleName ?? roleName(guard.role)}`);
  const texts = textsOf(going);
  return {
    unmanaged: before.filter((text) => !texts.includes(text)),
    removed: someOf([...textsOf(taken), ...texts]),
  };
}

/** Of those whom the refresh has listed: not the lines' own, not break-glass, not who deploys. */
async function removable(run: Run, id: string): Promise<Holder[]> {
  const listed = (run.listings.get(id) ?? []).filter(
    (one) =>
      run.declared(one.id) === undefined && run.seen(one.id) === undefined && !run.protects(one.holding.principalId),
  );
  const deploying = await Promise.all(listed.map(({ holding }) => run.plane.isDeployer(holding.principalId)));
  return listed.filter((_, index) => deploying[index] === false);
}

async function takeAway(run: Run, id: string, news: Props, before: readonly Taken[]): Promise<Taken[]> {
  const going = await removable(run, id);
  if (going.length > 0) brakeGuard(run);
  const taken = [...before];
  for (const one of going) {
    try {
      const args = { ...argsOfTaken(argsOf(news).role, one.holding), timeout: argsOf(news).timeout };
      await remove(run, one.kind, args, GUARDED);
    } catch (error) {
      throw partial(id, news, taken, error);
    }
    taken.push(takenFrom(one, canonicalInstant(await run.plane.now())));
  }
  return taken;
}

/** What was taken recently comes back; the rest is still kept. */
async function giveBack(run: Run, id: string, news: Props, before: readonly Taken[]): Promise<Taken[]> {
  const now = await run.plane.now();
  let taken = [...before];
  for (const one of before.filter((kept) => comesBack(run, kept, now))) {
    try {
      const args = { ...argsOfTaken(argsOf(news).role, one), timeout: argsOf(news).timeout };
      await putBack(run, one.kind, args, one);
    } catch (error) {
      throw partial(id, news, taken, error);
    }
    taken = taken.filter((kept) => kept !== one);
  }
  return taken;
}

/** What has been done so far is kept, so that the next run goes on from there. */
function partial(id: string, news: Props, taken: readonly Taken[], cause: unknown): PartialFailure {
  return new PartialFailure(id, { ...news, removed: someOf(textsOf(taken)), taken: writeTaken(taken) }, cause);
}

/** Who is undeclared now: for people, and for a next run that must know whom this one has taken. */
async function listedNow(run: Run, args: EntraRoleGuardArgs): Promise<Props> {
  const holders = await undeclared(run, args);
  return { unmanaged: textsOf(holders), listed: writeListed(holders) };
}

function textOnceBack(taken: Taken): string {
  const name = taken.text.slice(0, taken.text.lastIndexOf(": "));
  return describeHolder(name, holdingOfTaken(taken));
}

function textsOf(list: readonly { readonly text: string }[]): string[] {
  return sorted(list.map(({ text }) => text));
}

/** A list that a state does not carry while it is empty. */
function someOf(texts: readonly string[]): string[] | undefined {
  return texts.length === 0 ? undefined : sorted(texts);
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function argsOf(props: Props): EntraRoleGuardArgs {
  return props as unknown as EntraRoleGuardArgs;
}
