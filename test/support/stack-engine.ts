import type { Held, Line } from "./mini-engine";
import type { Outcome, Stack } from "./stack";
import type { Engine } from "./undo-story";

/** Pulumi, in the place of the engine that tests of handlers have. What fails throws all that Pulumi has printed. */
export class StackEngine implements Engine {
  constructor(readonly stack: Stack) {}

  get held(): Pick<Held, "type" | "inputs" | "outs">[] {
    return this.stack.state.flatMap(({ type, inputs, outputs }) => {
      const [, className] = /^pulumi-nodejs:dynamic\/pim:(.+)$/.exec(type) ?? [];
      return className === undefined ? [] : [{ type: className as Line["type"], inputs, outs: outputs }];
    });
  }

  async up(lines: readonly Line[]): Promise<Record<string, string>> {
    const { steps } = must(await this.stack.up(lines));
    return Object.fromEntries(steps.map(({ name, op }) => [name, op]));
  }

  async destroy(): Promise<void> {
    must(await this.stack.destroy());
  }
}

function must(outcome: Outcome): Outcome {
  if (outcome.code !== 0) throw new Error(outcome.output);
  return outcome;
}
