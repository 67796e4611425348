import { undoProperty } from "../support/undo-property";

describe("a revert of limits after others have removed, added and deleted", function () {
  this.timeout(240_000);

  it("gives the tenant of before", undoProperty({ limits: true, others: true, runs: 80 }));
});
