import { undoProperty } from "../support/undo-property";

describe("a revert after others have removed, added and deleted", function () {
  this.timeout(240_000);

  it("gives the tenant of before", undoProperty({ limits: false, others: true, runs: 80 }));
});
