/** A role with holders of every sort, a program that adopts, converts, changes and creates, and one that changes and removes. */
import { valuesOfBefore } from "../../src/lookup";
import type { Settings } from "../../src/model";
import type { Line, MiniEngine } from "./mini-engine";
import { World } from "./world";

export const ROLE = "Exchange Administrator";
/** Gustav and hana are active for good, jana is eligible for good, adele has nothing. */
const PEOPLE = ["gustav.holm", "hana.sato", "jana.novak", "adele.vance"] as const;

const SETTINGS: Settings = {
  activation: { maximumDuration: "PT2H", require: ["mfa", "ticket"] },
  assignment: { permanent: false, maximumDuration: "P30D" },
};

export class ExchangeStory {
  readonly world = new World();
  readonly engine: MiniEngine = this.world.engine();
  #ids: string[] = [];
  #before = "";

  /** Resolves to what the tenant enforces before anything is done. */
  async begin(): Promise<unknown> {
    this.world.tenant.clock.set("2026-11-22T12:00:00Z");
    this.#ids = await Promise.all(PEOPLE.map((name) => this.world.person(name)));
    // a Stash remembers the first value it was given, and holds it before the settings are written
    this.#before = valuesOfBefore(await this.world.rules(ROLE), SETTINGS).text;
    return this.enforced();
  }

  first(): Line[] {
    const [gustav, hana, jana, adele] = this.#ids;
    return [
      { type: "EntraRoleSettings", name: "settings", inputs: { role: ROLE, ...SETTINGS, before: this.#before } },
      this.#eligible("gustav", gustav, { standing: "remove" }),
      this.#eligible("jana", jana, {}),
      this.#eligible("adele", adele, {}),
      {
        type: "EntraRoleAssignment",
        name: "hana",
        inputs: { role: ROLE, principalId: hana, schedule: { duration: "P15D" } },
      },
    ];
  }

  second(): Line[] {
    const [gustav, hana] = this.#ids;
    return [
      this.#eligible("gustav", gustav, { standing: "remove", schedule: { duration: "P100D" } }),
      this.#eligible("hana-eligible", hana, { standing: "remove" }),
    ];
  }

  /** Everything that PIM enforces about the role. */
  async enforced(): Promise<unknown> {
    return { holders: this.#ids.map((id) => this.world.holds(id, ROLE)), settings: await this.world.settings(ROLE) };
  }

  /** Object ids of those who hold the role before and whom the first program declares, and of those whom both do. */
  get kept(): { readonly first: readonly string[]; readonly second: readonly string[] } {
    return { first: this.#ids.slice(0, 3), second: this.#ids.slice(0, 2) };
  }

  close(): void {
    this.world.close();
  }

  #eligible(name: string, principalId: string | undefined, inputs: object): Line {
    return {
      type: "EntraRoleEligibility",
      name,
      inputs: { role: ROLE, principalId, schedule: { duration: "P90D" }, ...inputs },
    };
  }
}
