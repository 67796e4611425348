import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { isArchive, pack, unpack } from "./archive";
import type { Reply } from "./call";
import { Clock } from "./clock";
import { dispatch, entryOf } from "./dispatch";
import { graphErrors } from "./errors";
import type { FaultPlan, FaultRule } from "./faults/fault";
import { overLine, type Wait } from "./faults/line";
import { checkPlan, readPlan } from "./faults/read-plan";
import { Replica } from "./faults/replica";
import { widened } from "./faults/widen";
import { type Holder, holdersOf } from "./holders";
import { type ChangeRecord, Journal, type RequestRecord } from "./journal";
import { cloudPlaces, type Places } from "./places";
import { plant } from "./seed/plant";
import { readSeed } from "./seed/read-seed";
import type { Incoming } from "./service";
import { serviceOf } from "./services";
import { settle } from "./settle";
import { State } from "./state";
import { Database } from "./store/database";
import { Meta } from "./store/meta";
import type { PlaneName } from "./store/plane-name";
import { schema, schemaVersion } from "./store/schema";

export interface TenantOptions {
  /** Path of the SQLite file, made when it is not there, or ":memory:". */
  readonly file: string;
  /** What a new tenant starts with: "contoso" (default), "empty", or the path of a JSON file (a seed or an export). Ignored for a file that exists. */
  readonly seed?: string;
  /** Stops the tenant's clock at this ISO 8601 date. */
  readonly clock?: string;
  /** Milliseconds of tenant time that new principals and schedules stay invisible; kept in the file. 0 for a new tenant. */
  readonly lag?: number;
  /**
   * "open" (default): whoever asks may do everything. "strict": callers sign in at the tenant's own token endpoint and may do
   * what their permissions and directory roles allow. Not kept in the file.
   */
  readonly auth?: "open" | "strict";
  /** What goes wrong on purpose in this process: a plan, or the path of its JSON file (docs/emulator.md). Not kept in the file. */
  readonly faults?: FaultPlan | string;
  /** How an answer that is slow on purpose takes its time; moves the tenant's clock by default. */
  readonly wait?: Wait;
}

/** An embedded Microsoft Entra tenant. Several processes may have one file open at once. */
export class Tenant {
  readonly clock: Clock;
  readonly tenantId: string;
  /** Object id of the identity that calls when no token says otherwise. */
  readonly deployerId: string;
  readonly #state: State;
  readonly #replica: Replica;
  readonly #wait: Wait;

  private constructor(state: State, wait: Wait | undefined) {
    this.#state = state;
    this.#replica = new Replica(state);
    this.#wait = wait ?? (async (ms) => state.clock.advance(`PT${ms / 1000}S`));
    this.clock = state.clock;
    this.tenantId = state.tenantId;
    this.deployerId = state.meta.get("deployer") ?? "";
  }

  static open(options: TenantOptions): Tenant {
    if (options.file !== ":memory:") mkdirSync(dirname(options.file), { recursive: true });
    const database = openDatabase(options.file);
    const meta = new Meta(database);
    const clock = new Clock(meta);
    const state = new State(database, clock, new Journal(database, clock), meta, options.auth === "strict");
    try {
      if (options.faults !== undefined) state.faults.plan(planOf(options.faults));
      database.write(() => prepare(state, options));
    } catch (error) {
      database.close();
      throw error;
    }
    return new Tenant(state, options.wait);
  }

  /** Answers a request in process; its host, or else its path, says for which of the services. */
  async fetch(request: Request, places: Places = cloudPlaces): Promise<Response> {
    const url = new URL(request.url);
    const text = request.method === "GET" || request.method === "HEAD" ? "" : await request.text();
    const incoming: Incoming = {
      method: request.method,
      origin: url.origin,
      places,
      // clients that join addresses write one slash too many
      path: `${url.pathname.replace(/^\/+/, "/")}${url.search}`,
      headers: request.headers,
      requestId: randomUUID(),
      body: parseBody(text, request.headers.get("content-type") ?? ""),
    };
    return overLine(this.#state, incoming, this.#wait, () =>
      toResponse(this.#dispatch(widened(this.#state.faults, incoming)), incoming, this.clock),
    );
  }

  /** From now on this goes wrong on purpose, and nothing else; no rules, no faults. Chances are drawn from `seed`. */
  faults(faults: readonly FaultRule[], seed = ""): void {
    this.#state.faults.plan(checkPlan({ seed, faults }));
  }

  /** What was asked since a sequence, all processes together; the newest 50,000 are kept. */
  requests(since = 0): RequestRecord[] {
    return this.#state.journal.requests(since);
  }

  /** Every change of state since a sequence, what has ended by itself up to now included. */
  changes(since = 0): ChangeRecord[] {
    this.#state.database.write(() => settle(this.#state, this.clock.ms()));
    return this.#state.journal.changes(since);
  }

  /** Who holds, or will hold, which role at this moment: of the directory, or of another plane. */
  holders(plane: PlaneName = "entra"): Holder[] {
    return this.#state.database.read(() => holdersOf(this.#state, plane));
  }

  /** The whole tenant as JSON, without the log of requests; name its file as `seed` to make a copy. */
  export(): string {
    return JSON.stringify(this.#state.database.read(() => pack(this.#state.database)));
  }

  /** What a service principal signs in with, by its object id, app id or display name; undefined for one that has no secret. */
  credentials(name: string): { objectId: string; clientId: string; clientSecret: string } | undefined {
    const { directory, credentials } = this.#state;
    const [principal] = [
      ...[directory.find(name)].filter((object) => object?.kind === "servicePrincipal"),
      ...directory.listByLogin("servicePrincipal", [name]),
      ...directory.listByName("servicePrincipal", [name]),
    ];
    if (principal === undefined) return undefined;
    const [clientSecret] = credentials.of(principal.id, "secret");
    const clientId = String(principal.properties.appId);
    return clientSecret === undefined ? undefined : { objectId: principal.id, clientId, clientSecret };
  }

  close(): void {
    this.#replica.close();
    this.#state.database.close();
  }

  /** Reads that lag behind see an older state. */
  #dispatch(incoming: Incoming): Reply {
    const { faults } = this.#state;
    if (incoming.method !== "GET" && faults.memory > 0) this.#replica.remember(faults.memory);
    const stale = incoming.method === "GET" ? faults.hit(incoming, "stale") : undefined;
    const seen = stale === undefined ? undefined : this.#replica.before(stale.ms);
    if (seen !== undefined) {
      const reply = dispatch(seen, incoming);
      this.#state.journal.log({ ...entryOf(incoming, false), status: reply.status });
      return reply;
    }
    return dispatch(this.#state, incoming);
  }
}

function planOf(faults: FaultPlan | string): FaultPlan {
  return typeof faults === "string" ? readPlan(faults) : checkPlan(faults);
}

function openDatabase(file: string): Database {
  try {
    return new Database(file);
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) };
    throw new Error(`${file} is not a tenant (${message}); name another file, or move this one away`);
  }
}

/** Makes and seeds a new file; two processes that open it at once wait for each other here. */
function prepare(state: State, options: TenantOptions): void {
  const { database, meta } = state;
  const known = database.one("SELECT 1 FROM sqlite_master WHERE name = 'meta'") !== undefined;
  if (!known) {
    database.exec(schema);
    meta.set("schema", schemaVersion);
  } else if (meta.get("schema") !== schemaVersion)
    throw new Error(`${options.file} was made by another version of the embedded tenant; delete it to start afresh`);
  // The seed counts its days from the clock, so the clock comes first; an export brings its own, so it comes before the clock.
  const seed = known ? undefined : readSeed(options.seed ?? "contoso");
  if (isArchive(seed)) unpack(database, seed);
  if (options.clock !== undefined) state.clock.set(options.clock);
  if (seed !== undefined && !isArchive(seed)) plant(state, seed);
  if (options.lag !== undefined) meta.set("lag", String(options.lag));
}

function parseBody(text: string, type: string): unknown {
  if (text.trim() === "") return undefined;
  if (type.startsWith("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return graphErrors.malformedJson();
  }
}

function toResponse(reply: Reply, incoming: Incoming, clock: Clock): Response {
  const { "Content-Type": type = "application/json", ...common } = serviceOf(incoming).headers(incoming);
  const headers = new Headers({ Date: clock.now().toUTCString(), ...common, ...reply.headers });
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  if (!headers.has("Content-Type")) headers.set("Content-Type", type);
  const isPage = typeof reply.body === "string" && headers.get("Content-Type") === "text/html";
  return new Response(isPage ? String(reply.body) : JSON.stringify(reply.body), { status: reply.status, headers });
}
