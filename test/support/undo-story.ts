/** A tenant on which a program is deployed, changed and reverted, while others act and time goes by; and what must come of it. */
import { expect } from "chai";
import type { Held, Line } from "./mini-engine";
import { type Deed, hasAssignment, hasEligibility, linesOf, OTHER_ROLE, type Plan, ROLE } from "./undo-plan";
import { World } from "./world";

/** Nobody's, standing outside PIM twice, eligible for good, eligible for 60 days, active for 10 days. */
export const PEOPLE = ["adele.vance", "gustav.holm", "hana.sato", "jana.novak", "miriam.graham", "nadia.rahman"];
export const APPROVERS = ["igor.petrov", "bg-01"];
const START = "2026-11-22T00:00:00Z";
const DAY = 86_400_000;

/** Somebody's schedule of the role. `end` in ms. */
interface Holding {
  readonly state: string;
  readonly end: number | undefined;
}
export interface Enforced {
  readonly people: readonly (readonly Holding[])[];
  readonly settings: unknown;
  readonly at: number;
}

let template: Promise<{ file: string; ids: string[]; approvers: string[] }> | undefined;

/** Contoso with holders of every sort; made once. */
export function brownfield() {
  template ??= plant();
  return template;
}

async function plant() {
  const world = new World();
  world.tenant.clock.set(START);
  const ids = await Promise.all(PEOPLE.map((name) => world.person(name)));
  const approvers = await Promise.all(APPROVERS.map((name) => world.person(name)));
  await world.request("eligibility", "adminAssign", ids[4], { type: "afterDuration", duration: "P60D" });
  await world.request("assignment", "adminAssign", ids[5], { type: "afterDuration", duration: "P10D" });
  world.tenant.clock.advance("P1D");
  world.close();
  return { file: world.file, ids, approvers };
}

/** What brings a tenant to what lines say: handlers alone, or Pulumi. */
export interface Engine {
  /** The state. */
  readonly held: readonly Pick<Held, "type" | "inputs" | "outs">[];
  up(lines: readonly Line[]): Promise<Record<string, string>>;
  destroy(): Promise<void>;
}

/** What a run makes of lines about deleted people, and of many removals. */
export const SWITCHES = { PIM_MISSING_PRINCIPALS: "skip", PIM_MAX_REMOVALS: "all" };

export class Story {
  /** People whom others have done something to. */
  readonly touched = new Set<number>();
  readonly deleted = new Set<number>();
  /** People of whom a line had to go because its schedule is over by now. */
  readonly over = new Set<number>();

  /** @param close lets go of what is the story's own */
  constructor(
    readonly world: World,
    readonly ids: readonly string[],
    readonly engine: Engine = world.engine({}, SWITCHES),
    readonly close: () => void = () => world.close(),
  ) {}

  get now(): number {
    return this.world.tenant.clock.now().getTime();
  }

  up(plan: Plan) {
    return this.engine.up(linesOf(plan, this.ids));
  }

  /**
   * The third run. A length counts from the first start, so a schedule that was changed in place may have ended by what the first
   * program says: that is refused, with the cure to remove the line, which is followed here.
   */
  async revert(plan: Plan): Promise<Plan> {
    try {
      await this.up(plan);
      return plan;
    } catch (error) {
      const [, family, id = ""] =
        /(\w+) of (\S+) .*which is past .*remove the line$/m.exec((error as Error).message) ?? [];
      const person = this.ids.indexOf(id);
      const [line] = plan.people.slice(person, person + 1);
      if (line === undefined || person < 0) throw error;
      this.over.add(person);
      const left = family === "assignment" ? hasEligibility(line.as) && "eligible" : hasAssignment(line.as) && "active";
      return this.revert({ ...plan, people: plan.people.with(person, { ...line, as: left || "nobody" }) });
    }
  }

  /** An eligibility that has ended takes no active assignment away: who got that back in between keeps it. */
  endedConversions(): Set<number> {
    const ended = this.engine.held.filter(({ outs }) => outs.standing === "remove" && outs.status === "expired");
    return new Set(ended.map(({ inputs }) => this.ids.indexOf(String(inputs.principalId))));
  }

  pass(days: number): void {
    // an assignment lives five minutes before anybody may take it away
    this.world.tenant.clock.advance(`PT${days * 24 * 60 + 6}M`);
  }

  /** What others do; where the tenant refuses it, nothing has happened. */
  async outside(deeds: readonly Deed[]): Promise<void> {
    for (const { what, family, person } of deeds) {
      const id = this.ids[person];
      if (what === "delete person" && !this.deleted.has(person)) {
        await this.world.ask("DELETE", `/users/${id}`);
        this.deleted.add(person);
      }
      if (this.deleted.has(person)) continue;
      const action = what === "remove" ? "adminRemove" : "adminAssign";
      const expiration = { type: "afterDuration", duration: "P14D" };
      const done = await this.world.request(family, action, id, expiration).catch(() => undefined);
      if (done !== undefined) this.touched.add(person);
    }
    this.pass(0);
  }

  /** Everything that PIM enforces about the two roles. */
  async enforced(): Promise<Enforced> {
    const rows = this.world.holders(ROLE);
    const people = this.ids.map((id) =>
      rows
        .filter((row) => row.principalId === id)
        .map(({ state, end }) => ({ state, end: end === null ? undefined : Date.parse(end) }))
        .sort((a, b) => (a.state < b.state ? -1 : 1)),
    );
    const rules = [await this.world.rules(ROLE), await this.world.rules(OTHER_ROLE)];
    return { people, settings: rules.map((one) => inOrder(Object.fromEntries(one))), at: this.now };
  }

  /** Whether the tenant is again what it was: settings to the letter, and of each person nobody has touched every schedule. */
  same(after: Enforced, before: Enforced, granted?: ReturnType<typeof grantedAnew>) {
    const ended = this.endedConversions();
    expect(after.settings).to.deep.equal(before.settings);
    for (const [person, held] of before.people.entries()) {
      if (this.touched.has(person) || this.deleted.has(person)) continue;
      if (granted !== undefined && (this.over.has(person) || ended.has(person))) continue;
      const expected = held.flatMap(({ state, end }) => {
        const length = granted?.(person, state);
        if (length !== undefined) return [{ state, end: day(after.at + length) }];
        return end !== undefined && end <= after.at ? [] : [{ state, end: end && day(end) }];
      });
      const found = (after.people[person] ?? []).map(({ state, end }) => ({ state, end: end && day(end) }));
      expect(found, PEOPLE[person]).to.deep.equal(expected);
    }
  }

  /** Whoever is declared holds what the line says, unless that has ended or the person is no more. */
  async declaredHold(plan: Plan): Promise<void> {
    const { people } = await this.enforced();
    for (const { type, inputs, outs } of this.engine.held) {
      if (type === "EntraRoleSettings") continue;
      const person = this.ids.indexOf(String(inputs.principalId));
      const state = type === "EntraRoleEligibility" ? "eligible" : "active";
      const holds = people[person]?.some((one) => one.state === state) === true;
      expect(holds, `${PEOPLE[person]} ${state} ${outs.status}`).to.equal(outs.status === "provisioned");
      if (this.deleted.has(person)) expect(outs.status).to.be.oneOf(["missing", "expired"]);
    }
    for (const [person, { as }] of plan.people.entries()) {
      if (as !== "eligible instead" || this.endedConversions().has(person)) continue;
      const standing = people[person]?.some(({ state, end }) => state === "active" && end === undefined);
      expect(standing === true, `${PEOPLE[person]} is active for good beside`).to.equal(false);
    }
  }
}

/**
 * How long from now on a schedule lasts that the third run has granted anew: the second run did not declare the tuple, and the
 * length is counted from a grant. Undefined for all others, whose ends stay.
 */
export function grantedAnew(first: Plan, second: Plan) {
  return (person: number, state: string): number | undefined => {
    const [a, b] = [first.people[person], second.people[person]];
    if (a === undefined || b === undefined) return undefined;
    const declares = state === "active" ? hasAssignment : hasEligibility;
    if (!declares(a.as) || declares(b.as)) return undefined;
    const { duration } = (state === "active" ? a.active : a.eligible) as { duration?: string };
    return duration === undefined ? undefined : Number(duration.slice(1, -1)) * DAY;
  };
}

/** In what order a rule lists checks or recipients makes no difference. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(inOrder).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inOrder(inner)]));
}

/** Waits for the service move the clock by minutes. */
function day(ms: number): number {
  return Math.round(ms / DAY);
}
