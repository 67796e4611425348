/** A stack about one role of Contoso, Exchange Administrator: its lines, and what the tenant holds. */
import { expect } from "chai";
import { type EngineLine, type Outcome, Stack } from "./stack";
import { roleId } from "./world";

export const EXCHANGE = "Exchange Administrator";
/** In Contoso gustav is active for good, jana is eligible for good, adele has nothing. */
const PEOPLE = { gustav: "gustav.holm", jana: "jana.novak", adele: "adele.vance" } as const;
export type Person = keyof typeof PEOPLE;

export class Exchange {
  readonly stack: Stack;
  #ids = new Map<Person, string>();

  constructor(stack = new Stack()) {
    this.stack = stack;
  }

  /** Learns who people are; resolves to what the tenant holds before anything is done. */
  async begin(): Promise<unknown> {
    for (const [person, name] of Object.entries(PEOPLE))
      this.#ids.set(person as Person, await this.stack.world.person(name));
    return this.enforced();
  }

  /** Everything that PIM enforces about the role. */
  async enforced(): Promise<unknown> {
    const { world } = this.stack;
    return { settings: await world.settings(EXCHANGE), holders: [...this.#ids].map(([who]) => [who, this.holds(who)]) };
  }

  holds(person: Person): string[] {
    return this.stack.world.holds(this.id(person), EXCHANGE);
  }

  id(person: Person): string {
    return this.#ids.get(person) ?? "";
  }

  /** The same role as a component; `eligible` by person. */
  role(eligible: readonly Person[], inputs: object = {}): EngineLine {
    const settings = { activation: { maximumDuration: "PT2H" } };
    const lines = eligible.map((person) => `${PEOPLE[person]}@contoso.com`);
    const said = { role: EXCHANGE, schedule: { duration: "P90D" }, settings, eligible: lines, ...inputs };
    return { type: "EntraRole", name: "exchange", inputs: said };
  }

  settings(name: string, options: EngineLine["options"] = {}, inputs: object = {}): EngineLine {
    const said = { role: EXCHANGE, activation: { maximumDuration: "PT2H" }, ...inputs };
    return { type: "EntraRoleSettings", name, inputs: said, options };
  }

  /** Somebody eligible instead of active, as the component would say it. */
  eligible(name: string, person: Person, options: EngineLine["options"] = {}, inputs: object = {}): EngineLine {
    const said = { role: EXCHANGE, principalId: this.id(person), schedule: { duration: "P90D" }, standing: "remove" };
    return { type: "EntraRoleEligibility", name, inputs: { ...said, ...inputs }, options };
  }

  /** The name of the component's child for somebody, or of its settings. */
  child(person?: Person): string {
    const role = roleId(EXCHANGE);
    return person === undefined ? `entra-settings-${role}` : `entra-eligibility-${role}-${this.id(person)}`;
  }

  /** Does it, expects success, and resolves to what became of resources and to the requests that wanted to change something. */
  async does(work: Promise<Outcome>): Promise<{ steps: Record<string, string>; writes: string[] }> {
    const since = this.stack.world.mark();
    const { code, output, steps } = await work;
    expect(code, output).to.equal(0);
    const done = steps.filter(({ op }) => op !== "refresh").map(({ name, op }) => [name, op] as const);
    return { steps: Object.fromEntries(done), writes: this.stack.world.writes(since) };
  }
}
