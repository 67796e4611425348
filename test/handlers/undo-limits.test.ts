import { undoProperty } from "../support/undo-property";

describe("a revert of lines and of limits that refuse them", function () {
  this.timeout(240_000);

  it("gives the tenant of before", undoProperty({ limits: true, others: false, runs: 80 }));
});
