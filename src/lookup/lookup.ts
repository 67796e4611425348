/** The tenant at program time: names to ids and facts, what settings and holders roles have. Reads only. */
import { type Clients, connect, type ScheduleTarget, type TenantConfigInput, tenantConfig } from "../clients";
import { directoryScope, explain, type PrincipalFacts, type PrincipalReference, type Settings, tell } from "../model";
import { fromRules, type LiveSchedule, type RuleSet } from "../wire";
import { findNeighbours, findObjects } from "./directory";
import { complainAboutAmbiguous, complainAboutMissing, LookupError } from "./lookup-error";
import { answersTo, keyOf, type Question, questionOf } from "./question";
import { chooseRole, customRoles, knownRole, type Role } from "./roles";
import { Wave } from "./wave";

/** Somebody who holds a role, or may activate it. */
export interface Holder {
  readonly principalId: string;
  readonly kind: "eligible" | "active";
  /** Where the role acts, canonical: `/`, `/administrativeUnits/{id}` … */
  readonly scope: string;
  /** ISO 8601; absent for a permanent one. */
  readonly end?: string;
  /** False when it came through a group, or is an activation of an eligibility. */
  readonly direct: boolean;
  /** False for assignments made outside PIM. */
  readonly throughPim: boolean;
}

type Asked =
  | { readonly kind: "principal"; readonly question: Question; readonly mayBeMissing: boolean }
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "role"; readonly text: string };
type Answer = PrincipalFacts | Role | undefined;
type Keep = (asked: Asked, answer: Answer) => void;

/**
 * One per process and tenant. Names and roles that are asked for in one turn of the event loop share their requests and, where
 * some are wrong, one LookupError that lists them all. Failures of the tenant itself are a PimApiError.
 */
export class Lookup {
  readonly #clients: Clients;
  readonly #wave: Wave<Asked, Answer>;
  #custom: Promise<Role[]> | undefined;

  constructor(clients: Clients) {
    this.#clients = clients;
    this.#wave = new Wave(nameOf, (asked, keep) => this.#answer(asked, keep));
  }

  /** Who is meant by an object id, a user principal name, an app id or a display name. */
  async principal(reference: PrincipalReference): Promise<PrincipalFacts> {
    const question = questionOf(reference);
    const answer = await this.#wave.ask({ kind: "principal", question, mayBeMissing: false });
    if (answer !== undefined && "type" in answer) return answer;
    throw new LookupError([complainAboutMissing(question, [])]);
  }

  /** The same; undefined where nobody has that name. Several who have it are an error all the same. */
  async principalIfAny(reference: PrincipalReference): Promise<PrincipalFacts | undefined> {
    const question = questionOf(reference);
    const answer = await this.#wave.ask({ kind: "principal", question, mayBeMissing: true });
    return answer !== undefined && "type" in answer ? answer : undefined;
  }

  /** What the directory says about object ids; those it does not know are left out. */
  async facts(ids: readonly string[]): Promise<Map<string, PrincipalFacts>> {
    const found = await Promise.all(ids.map((id) => this.#wave.ask({ kind: "id", id: id.toLowerCase() })));
    return new Map(found.flatMap((one) => (one !== undefined && "type" in one ? [[one.id, one] as const] : [])));
  }

  /** A role by display name or id: built-in without a request, custom from the tenant. */
  async role(nameOrId: string): Promise<Role> {
    const known = knownRole(nameOrId);
    if (known !== undefined) return known;
    const answer = await this.#wave.ask({ kind: "role", text: nameOrId });
    if (answer !== undefined && "builtIn" in answer) return answer;
    throw new LookupError([`unknown role "${nameOrId}"`]);
  }

  /** The role's settings as rules and in words; undefined where the tenant has no such role. */
  async settings(roleId: string): Promise<{ rules: RuleSet; settings: Settings } | undefined> {
    const rules = await this.#clients.entra.settings.read({ scope: "/", role: roleId }, "cached");
    return rules && { rules, settings: fromRules(rules) };
  }

  /** Everybody who holds the role now or later, at any scope. */
  async holders(roleId: string): Promise<Holder[]> {
    const { entra } = this.#clients;
    const [eligible, active] = await Promise.all([entra.allSchedules("eligibility"), entra.allSchedules("assignment")]);
    const role = roleId.toLowerCase();
    return [
      ...eligible.filter((one) => one.role === role).map((one) => holder("eligible", one)),
      ...active.filter((one) => one.role === role).map((one) => holder("active", one)),
    ];
  }

  /** The direct schedule of a tuple, or undefined. */
  schedule(kind: "eligibility" | "assignment", target: ScheduleTarget): Promise<LiveSchedule | undefined> {
    return this.#clients.entra[kind].find(target, "cached");
  }

  /** The tenant's clock. */
  now(): Promise<Date> {
    return this.#clients.graph.now();
  }

  tenantId(): Promise<string> {
    return this.#clients.graph.tenantId();
  }

  async #answer(asked: readonly Asked[], keep: Keep): Promise<void> {
    const complaints = [
      ...(await this.#answerPrincipals(
        asked.filter((one) => one.kind === "principal"),
        asked.filter((one) => one.kind === "id"),
        keep,
      )),
      ...(await this.#answerRoles(
        asked.filter((one) => one.kind === "role"),
        keep,
      )),
    ];
    if (complaints.length > 0) throw new LookupError(complaints);
  }

  async #answerPrincipals(
    principals: readonly Extract<Asked, { kind: "principal" }>[],
    ids: readonly Extract<Asked, { kind: "id" }>[],
    keep: Keep,
  ): Promise<string[]> {
    if (principals.length + ids.length === 0) return [];
    const { graph } = this.#clients;
    const questions = principals.map(({ question }) => question);
    const objects = await findObjects(
      graph,
      questions,
      ids.map(({ id }) => id),
    );
    const byId = new Map(objects.map((object) => [object.id, object]));
    for (const one of ids) keep(one, byId.get(one.id)?.facts);
    const judged = principals.map((one) => ({ one, found: answersTo(one.question, objects) }));
    for (const { one, found } of judged) if (found.length === 1 || isSkipped(one, found)) keep(one, found[0]?.facts);
    const missing = judged
      .filter(({ one, found }) => found.length === 0 && !one.mayBeMissing)
      .map(({ one }) => one.question);
    // suggestions are a courtesy: where they cannot be had, the error says what it knows
    const near = missing.length === 0 ? [] : await findNeighbours(graph, missing).catch(() => []);
    return judged.flatMap(({ one, found }) => {
      const { question } = one;
      if (found.length === 1 || isSkipped(one, found)) return [];
      if (found.length > 1) return [complainAboutAmbiguous(question, found)];
      return [complainAboutMissing(question, [...objects, ...near])];
    });
  }

  async #answerRoles(asked: readonly Extract<Asked, { kind: "role" }>[], keep: Keep): Promise<string[]> {
    if (asked.length === 0) return [];
    this.#custom ??= customRoles(this.#clients.graph);
    const custom = await this.#custom.catch((error) => {
      this.#custom = undefined;
      throw error;
    });
    return asked.flatMap((one) => {
      const role = chooseRole(one.text, custom);
      if (typeof role === "string") return [role];
      keep(one, role);
      return [];
    });
  }
}

const open = new WeakMap<Clients, Lookup>();

/** The look-up of a tenant, one per process and config. A config that cannot be is a LookupError. */
export function lookup(config: TenantConfigInput = {}): Lookup {
  const { value, complaints } = explain(tenantConfig, config);
  if (value === undefined) throw new LookupError([tell("stack config pim", complaints)]);
  const clients = connect(value);
  const known = open.get(clients) ?? new Lookup(clients);
  open.set(clients, known);
  return known;
}

function isSkipped({ mayBeMissing }: { readonly mayBeMissing: boolean }, found: readonly unknown[]): boolean {
  return mayBeMissing && found.length === 0;
}

function nameOf(asked: Asked): string {
  switch (asked.kind) {
    case "principal":
      return `principal|${asked.mayBeMissing}|${keyOf(asked.question)}`;
    case "id":
      return `id|${asked.id}`;
    case "role":
      return `role|${asked.text.trim().toLowerCase()}`;
  }
}

function holder(kind: Holder["kind"], { principal, scope, end, direct, throughPim }: LiveSchedule): Holder {
  const canonical = directoryScope.safeParse(scope);
  return {
    principalId: principal,
    kind,
    scope: canonical.success ? canonical.data : scope,
    ...(end === undefined ? {} : { end }),
    direct,
    throughPim,
  };
}
