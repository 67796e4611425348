/** What Pulumi does with handlers, without Pulumi: refresh, check everything, then create and update, deletes last. */
import { clientsOver, openTransport, type TenantConfig, type Transport } from "../../src/clients";
import { type Handler, handlersOf, type Props, Run } from "../../src/handlers";

export interface Line {
  readonly type: "EntraRoleSettings" | "EntraRoleEligibility" | "EntraRoleAssignment" | "EntraRoleGuard";
  readonly name: string;
  readonly inputs: Props;
}

/** What a state knows of a line. */
export interface Held extends Line {
  readonly id: string;
  readonly outs: Props;
}

export type Step = "same" | "create" | "update" | "replace" | "delete";

/** When a process dies: at which of its requests to the tenant, before or after that one took effect. */
export interface Death {
  readonly at: number;
  readonly moment: "before" | "after";
}

/** The provider process was killed. */
export class Killed extends Error {}

export class MiniEngine {
  held: Held[] = [];
  /** Kills the next run there. */
  death: Death | undefined;
  /** Requests that the newest run has made. */
  requests = 0;
  /** What the newest run has warned of. */
  warnings: string[] = [];
  /** What stands between the runs and their tenant, such as a line that loses answers. */
  through: (transport: Transport) => Transport = (transport) => transport;

  constructor(
    private readonly tenant: Partial<TenantConfig>,
    private readonly config: Record<string, string> = {},
    private readonly environment: NodeJS.ProcessEnv = {},
  ) {}

  /** Brings the tenant to what the lines say. Each run is a provider process of its own, as in Pulumi. */
  async up(lines: readonly Line[], { refresh = true } = {}): Promise<Record<string, Step>> {
    return this.#run(async (handlers) => {
      if (refresh) await this.#refresh(handlers);
      const steps: Record<string, Step> = {};
      // guards depend on the lines of their role: they are checked when those stand
      for (const guards of [false, true]) {
        const checked: Line[] = [];
        for (const line of lines.filter(({ type }) => (type === "EntraRoleGuard") === guards))
          checked.push({ ...line, inputs: await this.#check(handlers, line) });
        // settings before the schedules of the role, as components order them
        for (const line of checked.toSorted((a, b) => rank(a) - rank(b)))
          steps[line.name] = await this.#apply(handlers, line);
      }
      const gone = this.held.filter(
        (held) => !lines.some(({ type, name }) => type === held.type && name === held.name),
      );
      for (const held of gone) steps[held.name] ??= "delete";
      await this.#delete(handlers, gone);
      return steps;
    });
  }

  /** Of each line the inputs after a refresh and those that `up` would bring about. Writes nothing, not even to the state. */
  async preview(lines: readonly Line[]): Promise<Record<string, { before: Props; after: Props }>> {
    const held = this.held;
    try {
      return await this.#run(async (handlers) => {
        await this.#refresh(handlers);
        const planned: [string, { before: Props; after: Props }][] = [];
        for (const line of lines.toSorted((a, b) => rank(a) - rank(b)))
          planned.push([
            line.name,
            { before: this.#find(line)?.inputs ?? {}, after: await this.#check(handlers, line) },
          ]);
        return Object.fromEntries(planned);
      });
    } finally {
      this.held = held;
    }
  }

  /** Destroys everything; no check is called. */
  async destroy(): Promise<void> {
    await this.#run(async (handlers) => {
      await this.#refresh(handlers);
      await this.#delete(handlers, this.held);
    });
  }

  async #check(handlers: Record<string, Handler>, line: Line): Promise<Props> {
    const old = this.#find(line)?.inputs ?? {};
    const news = { ...line.inputs, logicalName: line.name };
    const { inputs, failures } = await must(handlers[line.type]).check(old, news);
    if (failures.length > 0)
      throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    return inputs;
  }

  async #apply(handlers: Record<string, Handler>, line: Line): Promise<Step> {
    const handler = must(handlers[line.type]);
    const old = this.#find(line);
    if (old === undefined) {
      this.#keep(line, await handler.create(line.inputs));
      return "create";
    }
    const { replaces, changes } = await handler.diff(old.id, old.outs, line.inputs);
    if (replaces !== undefined) {
      const created = await handler.create(line.inputs);
      await handler.delete(old.id, old.outs);
      this.#keep(line, created);
      return "replace";
    }
    if (changes === false || sameInputs(old.inputs, line.inputs)) {
      this.#keep(line, { id: old.id, outs: old.outs });
      return "same";
    }
    const { outs } = await handler.update(old.id, old.outs, line.inputs);
    this.#keep(line, { id: old.id, outs });
    return "update";
  }

  async #refresh(handlers: Record<string, Handler>): Promise<void> {
    for (const held of this.held) {
      const { id, props, inputs } = await must(handlers[held.type]).read(held.id, held.outs);
      this.held = this.held.flatMap((one) => {
        if (one !== held) return [one];
        return id ? [{ ...one, outs: props ?? one.outs, inputs: inputs ?? one.inputs }] : [];
      });
    }
  }

  async #delete(handlers: Record<string, Handler>, gone: readonly Held[]): Promise<void> {
    for (const held of gone.toSorted((a, b) => rank(b) - rank(a))) {
      await must(handlers[held.type]).delete(held.id, held.outs);
      this.held = this.held.filter((one) => one !== held);
    }
  }

  async #run<T>(work: (handlers: Record<Line["type"], Handler>) => Promise<T>): Promise<T> {
    const opened: { close(): void }[] = [];
    const killer = new Killer(this.death);
    this.death = undefined;
    this.warnings = [];
    const open = (config: TenantConfig) => {
      const clients = clientsOver(killer.around(this.through(openTransport({ ...config, ...this.tenant }))));
      opened.push(clients);
      return clients;
    };
    const run = new Run(open, this.environment, undefined, (line) => this.warnings.push(line));
    run.configure((key) => this.config[key]);
    try {
      return await Promise.race([work(handlersOf(run)), killer.killed]);
    } finally {
      this.requests = killer.requests;
      for (const clients of opened) clients.close();
    }
  }

  #find({ type, name }: Line): Held | undefined {
    return this.held.find((held) => held.type === type && held.name === name);
  }

  #keep(line: Line, { id, outs }: { id: string; outs: Props }): void {
    this.held = [
      ...this.held.filter((held) => held.type !== line.type || held.name !== line.name),
      { ...line, id, outs },
    ];
  }
}

/** Lets a process die at a request: nothing it waits for ever comes. */
class Killer {
  requests = 0;
  readonly killed: Promise<never>;
  #kill: (error: Killed) => void = () => undefined;

  constructor(private readonly death: Death | undefined) {
    this.killed = new Promise((_, reject) => {
      this.#kill = reject;
    });
    this.killed.catch(() => undefined);
  }

  around(transport: Transport): Transport {
    return { ...transport, fetch: (request) => this.#fetch(transport, request) };
  }

  async #fetch(transport: Transport, request: Request): Promise<Response> {
    this.requests += 1;
    const { at = Number.POSITIVE_INFINITY, moment } = this.death ?? {};
    if (this.requests > at || (this.requests === at && moment === "before")) return this.#die();
    const response = await transport.fetch(request);
    return this.requests >= at ? this.#die() : response;
  }

  #die(): Promise<never> {
    this.#kill(new Killed());
    return new Promise(() => undefined);
  }
}

function rank({ type }: Line): number {
  if (type === "EntraRoleSettings") return 0;
  return type === "EntraRoleGuard" ? 2 : 1;
}

/** The engine compares inputs and leaves `found` alone. */
function sameInputs(a: Props, b: Props): boolean {
  const plain = ({ found: _, ...rest }: Props) =>
    JSON.stringify(Object.entries(rest).sort(([x], [y]) => (x < y ? -1 : 1)));
  return plain(a) === plain(b);
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("no such handler");
  return value;
}
