import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../journal";
import { State } from "../state";
import { Database } from "../store/database";
import { Meta } from "../store/meta";

/** The tenant as it was before a write. */
interface Snapshot {
  /** Tenant time of the write that followed. */
  readonly until: number;
  readonly state: State;
}

/** Older states of a tenant, for reads that lag behind. */
export class Replica {
  readonly #state: State;
  readonly #snapshots: Snapshot[] = [];
  #folder: string | undefined;
  #made = 0;

  constructor(state: State) {
    this.#state = state;
  }

  /** Keeps the state before a write, and lets go of what is older than `memory` ms. */
  remember(memory: number): void {
    const now = this.#state.clock.ms();
    while ((this.#snapshots[0]?.until ?? now) < now - memory) this.#snapshots.shift()?.state.database.close();
    this.#folder ??= mkdtempSync(join(tmpdir(), "tenant-replica-"));
    this.#made += 1;
    const file = join(this.#folder, `${this.#made}.db`);
    this.#state.database.copyTo(file);
    const database = new Database(file);
    const { clock, strict } = this.#state;
    const state = new State(database, clock, new Journal(database, clock), new Meta(database), strict);
    this.#snapshots.push({ until: now, state });
  }

  /** The state of `ms` ago; undefined where nothing was written since. */
  before(ms: number): State | undefined {
    const then = this.#state.clock.ms() - ms;
    return this.#snapshots.find(({ until }) => until > then)?.state;
  }

  close(): void {
    for (const { state } of this.#snapshots) state.database.close();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true });
  }
}
