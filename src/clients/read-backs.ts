import type { Patience } from "./patience";
import { growing } from "./retry";
import type { Transport } from "./transport";

/** Tuples that one `$batch` of filtered reads can look at; for more the whole collection is read once. */
const FEW = 20;
const LONGEST_PAUSE = 10_000;

/** How read-backs look at a collection. */
export interface Looking<Target, Seen> {
  /** Looks at one target now; what is asked in the same turn shares a request. */
  one(target: Target): Promise<Seen>;
  /** Reads the whole collection now; the answer looks targets up in it. */
  all(): Promise<(target: Target) => Seen>;
}

interface Waiter<Target, Seen> {
  readonly target: Target;
  readonly accept: (seen: Seen) => boolean;
  readonly patience: Patience;
  readonly done: (result: { accepted: boolean; seen: Seen }) => void;
  readonly fail: (error: unknown) => void;
}

/** Everybody who waits for a write to become readable waits here, and one look serves them all. */
export class ReadBacks<Target, Seen> {
  readonly #looking: Looking<Target, Seen>;
  readonly #pause: Transport["pause"];
  #waiting: Waiter<Target, Seen>[] = [];
  #round = 0;
  #running = false;
  #wake: () => void = () => undefined;

  constructor(looking: Looking<Target, Seen>, transport: Pick<Transport, "pause">) {
    this.#looking = looking;
    this.#pause = (ms) => transport.pause(ms);
  }

  /** Looks at once, then with growing pauses, until `accept` likes what it sees or the patience ends. */
  wait(
    target: Target,
    accept: (seen: Seen) => boolean,
    patience: Patience,
  ): Promise<{ accepted: boolean; seen: Seen }> {
    return new Promise((done, fail) => {
      this.#waiting.push({ target, accept, patience, done, fail });
      // a newcomer is looked for at once, even while the others pause
      this.#round = 0;
      this.#wake();
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      this.#round += 1;
      const round = this.#waiting;
      this.#waiting = [];
      const still = await this.#look(round);
      const arrived = this.#waiting.length > 0;
      this.#waiting.push(...still);
      if (!arrived && still.length > 0) await this.#rest(still);
    }
    this.#running = false;
  }

  /** One look for all of `waiters`; those who must go on waiting. */
  async #look(waiters: readonly Waiter<Target, Seen>[]): Promise<Waiter<Target, Seen>[]> {
    const still: Waiter<Target, Seen>[] = [];
    const judge = (waiter: Waiter<Target, Seen>, seen: Seen) => {
      const accepted = waiter.accept(seen);
      if (accepted || waiter.patience.left <= 0) waiter.done({ accepted, seen });
      else still.push(waiter);
    };
    const looked = waiters.length > FEW ? this.#looking.all() : undefined;
    await Promise.all(
      waiters.map(async (waiter) => {
        try {
          judge(waiter, looked === undefined ? await this.#looking.one(waiter.target) : (await looked)(waiter.target));
        } catch (error) {
          waiter.fail(error);
        }
      }),
    );
    return still;
  }

  async #rest(waiters: readonly Waiter<Target, Seen>[]): Promise<void> {
    const shortest = Math.min(...waiters.map(({ patience }) => patience.left));
    const ms = Math.min(growing(this.#round, LONGEST_PAUSE), shortest);
    const woken = new Promise<void>((wake) => {
      this.#wake = wake;
    });
    for (const { patience } of waiters) patience.spend(ms, "a read to show what was written");
    await Promise.race([this.#pause(ms), woken]);
    this.#wake = () => undefined;
  }
}
