/** What the handlers of one provider process share: the tenant, and what this run has declared and read. */
import type { z } from "zod";
import { type Clients, connect, type Plane, type TenantConfig, tenantConfig } from "../clients";
import {
  explain,
  MAX_REMOVALS,
  MISSING_PRINCIPALS,
  nameList,
  readMaxRemovals,
  readMissingPrincipals,
  tell,
} from "../model";
import { messageOf, type Props, Refusal } from "./handler";
import type { Holder } from "./holder";

/** Values of the stack config that handlers look at. Credentials are never among them. */
const stackConfig = tenantConfig.extend({
  /** Object ids and names of break-glass accounts that may be let go. */
  retireBreakGlass: nameList.default([]),
});
type RunConfig = z.output<typeof stackConfig>;

export class Run {
  #config: RunConfig | undefined;
  /** Why this run must not do anything. */
  #refusal: Refusal | undefined;
  #clients: Clients | undefined;
  readonly #declared = new Map<string, Props>();
  readonly #seen = new Map<string, Props>();
  readonly #gone = new Set<string>();
  readonly #breakGlass = new Set<string>();
  readonly #queues = new Map<string, Promise<unknown>>();
  /** What guards have found at the refresh of this run, by the guard's id. */
  readonly listings = new Map<string, readonly Holder[]>();
  /** What this run takes away, as far as it is known: labels by the id of the tuple. */
  readonly removals = new Map<string, string>();
  /** How many removals this run may make. */
  maxRemovals = readMaxRemovals(undefined).value ?? 0;
  /** Whether lines about principals that do not exist are skipped. */
  skipsMissing = false;
  /** True once the brake has said what it stopped. */
  braked = false;
  /** Global Administrators whom this run takes the role from. */
  readonly leaving = new Set<string>();
  /** Whether somebody is a permanent Global Administrator, as a read of this run's own has shown. */
  readonly staying = new Map<string, Promise<boolean>>();

  /**
   * @param environment where the switches of the moment come from
   * @param begun called once, when the engine has told the config
   * @param warn tells people, a line at a time
   */
  constructor(
    private readonly open: (config: TenantConfig) => Clients = connect,
    private readonly environment: NodeJS.ProcessEnv = process.env,
    private readonly begun: () => void = () => undefined,
    readonly warn: (line: string) => void = (line) => void process.stderr.write(`warning: ${line}\n`),
  ) {}

  configure(get: (key: string) => string | undefined): void {
    if (this.#config !== undefined) return;
    const { value, complaints } = explain(stackConfig, {
      tenant: get("pim:tenant"),
      tenantFile: get("pim:tenantFile"),
      tenantSeed: get("pim:tenantSeed"),
      retireBreakGlass: get("pim:retireBreakGlass"),
    });
    try {
      if (value === undefined) throw new Refusal(tell("stack config pim", complaints));
      const removals = readMaxRemovals(this.environment[MAX_REMOVALS]);
      if (removals.complaint !== undefined) throw new Refusal(removals.complaint);
      const missing = readMissingPrincipals(this.environment[MISSING_PRINCIPALS]);
      if (missing.complaint !== undefined) throw new Refusal(missing.complaint);
      this.maxRemovals = removals.value;
      this.skipsMissing = missing.value === "skip";
      this.#config = value;
    } catch (error) {
      // a provider is configured once, and used after an error all the same: whoever needs the tenant is refused
      this.#refusal = new Refusal(messageOf(error));
    }
    this.begun();
  }

  get plane(): Plane {
    if (this.#refusal !== undefined) throw this.#refusal;
    this.#clients ??= this.open(this.#config ?? tenantConfig.parse({}));
    return this.#clients.entra;
  }

  /** Records a declared tuple; the name of another resource that declares it too, or undefined. */
  declare(id: string, inputs: Props): string | undefined {
    const other = this.#declared.get(id);
    if (other === undefined) this.#declared.set(id, inputs);
    return other === undefined || other.logicalName === inputs.logicalName ? undefined : String(other.logicalName);
  }

  /** What the program of this run says about a tuple, if anything; every check precedes every delete. */
  declared(id: string): Props | undefined {
    return this.#declared.get(id);
  }

  /** Remembers a resource's state as the refresh of this run saw it. */
  saw(id: string, props: Props): void {
    this.#seen.set(id, props);
  }

  /** The state of a tuple as the refresh of this run saw it, whatever name it had. */
  seen(id: string): Props | undefined {
    return this.#seen.get(id);
  }

  /** The states of this run's refresh by id. */
  seenAll(): ReadonlyMap<string, Props> {
    return this.#seen;
  }

  /** What the program has declared up to now, by id. */
  declaredAll(): ReadonlyMap<string, Props> {
    return this.#declared;
  }

  /** Remembers that the tenant does not have a tuple any more that the state knows. */
  lost(id: string): void {
    this.#gone.add(id);
  }

  isGone(id: string): boolean {
    return this.#gone.has(id);
  }

  /** From now on nothing in this run takes Global Administrator from that principal. */
  protect(principal: string): void {
    this.#breakGlass.add(principal.toLowerCase());
  }

  protects(principal: string): boolean {
    return this.#breakGlass.has(principal.toLowerCase());
  }

  /** Whether the config says that this account is no break-glass account any more. */
  retired(...names: (string | undefined)[]): boolean {
    const retired = this.#config?.retireBreakGlass ?? [];
    return names.some((name) => name !== undefined && retired.includes(name.toLowerCase()));
  }

  /** Does one piece of work at a time for a key. */
  alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    const done = (this.#queues.get(key) ?? Promise.resolve()).then(work, work);
    this.#queues.set(
      key,
      done.catch(() => undefined),
    );
    return done;
  }
}
