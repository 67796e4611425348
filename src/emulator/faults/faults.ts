import { guidOf } from "../ids";
import type { Aim, Fault, FaultPlan, FaultRule } from "./fault";

type Kind = Fault["fault"];

/** What a rule looks at. */
interface Asked {
  readonly method: string;
  /** With query, which does not count. */
  readonly path: string;
}

/** Decides which requests go wrong, and how. Counts in memory, per process. */
export class Faults {
  #rules: readonly { readonly rule: FaultRule; readonly pattern: RegExp; readonly index: number }[] = [];
  #counts: number[] = [];
  #seed = "";

  /** From now on this plan holds; counting starts anew. */
  plan({ seed, faults }: FaultPlan): void {
    this.#rules = faults.map((rule, index) => ({ rule, pattern: patternOf(rule.on), index }));
    this.#counts = faults.map(() => 0);
    this.#seed = seed;
  }

  /** The longest that a read of this plan looks back, in ms; 0 where none does. */
  get memory(): number {
    return Math.max(0, ...this.#rules.map(({ rule }) => (rule.fault === "stale" ? rule.ms : 0)));
  }

  /** The first fault of these kinds that hits a request. Every rule counts every request that it matches, hit or not. */
  hit<K extends Kind>(asked: Asked, ...kinds: readonly K[]): Extract<Fault, { fault: K }> | undefined {
    let found: Extract<Fault, { fault: K }> | undefined;
    for (const { rule, pattern, index } of this.#rules) {
      if (!isOneOf(rule, kinds) || !pattern.test(lineOf(asked))) continue;
      const count = (this.#counts[index] ?? 0) + 1;
      this.#counts[index] = count;
      if (this.#hits(rule, index, count)) found ??= rule;
    }
    return found;
  }

  #hits({ first, nth, chance }: Aim, index: number, count: number): boolean {
    if (first !== undefined && count > first) return false;
    if (nth !== undefined && !nth.includes(count)) return false;
    return chance === undefined || this.#draw(index, count) < chance;
  }

  /** From 0 to 1, the same for the same seed, rule and count. */
  #draw(index: number, count: number): number {
    return Number.parseInt(guidOf(this.#seed, index, count).slice(0, 8), 16) / 2 ** 32;
  }
}

function isOneOf<K extends Kind>(rule: FaultRule, kinds: readonly K[]): rule is Aim & Extract<Fault, { fault: K }> {
  return kinds.some((kind) => kind === rule.fault);
}

function lineOf({ method, path }: Asked): string {
  const [bare = ""] = path.split("?");
  return `${method} ${decode(bare)}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function patternOf(on: string): RegExp {
  const escaped = on.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll(/\*\*|\*/g, (stars) => (stars === "**" ? ".*" : "[^/]*"))}$`, "i");
}
