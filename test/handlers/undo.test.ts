import { undoProperty } from "../support/undo-property";

describe("a revert of lines and of another role's settings", function () {
  this.timeout(240_000);

  it("gives the tenant of before", undoProperty({ limits: false, others: false, runs: 80 }));
});
