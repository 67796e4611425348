import { Stack } from "../support/stack";
import { StackEngine } from "../support/stack-engine";
import { undoProperty } from "../support/undo-property";
import { Story, SWITCHES } from "../support/undo-story";

describe("a revert on Pulumi", function () {
  this.timeout(600_000);
  const made = new Stack();
  before(() => made.make());
  after(() => made.close());

  const tell = (file: string, ids: readonly string[]) => {
    const stack = made.copy(file);
    for (const [name, value] of Object.entries(SWITCHES)) stack.setVariable(name, value);
    return new Story(stack.world, ids, new StackEngine(stack), () => stack.close());
  };

  it("gives the tenant of before", undoProperty({ limits: true, others: true, runs: 10, seed: 5, ends: false, tell }));
});
