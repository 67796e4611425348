import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadTool } from "./load-tool";

interface Outcome {
  changedNothing(eventLog: string): boolean;
  endedInPreview(eventLog: string): boolean;
}

describe("what an event log says of a run", () => {
  let folder: string;
  let outcome: Outcome;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "pim-outcome-"));
    outcome = await loadTool<Outcome>("outcome.mjs");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const log = (...events: object[]): string => {
    const file = join(folder, "events.json");
    writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    return file;
  };

  it("calls a run unchanged when every resource stayed the same", () => {
    expect(outcome.changedNothing(log({ summaryEvent: { resourceChanges: { same: 3 } } }))).to.equal(true);
    expect(outcome.changedNothing(log({ summaryEvent: { resourceChanges: { same: 3, update: 1 } } }))).to.equal(false);
    expect(outcome.changedNothing(join(folder, "none"))).to.equal(false);
  });

  it("says that nothing was written only of a preview that planned something", () => {
    expect(outcome.endedInPreview(log({ resourcePreEvent: { planning: true } }))).to.equal(true);
    expect(outcome.endedInPreview(log({ resourcePreEvent: { planning: true } }, { resourcePreEvent: {} }))).to.equal(
      false,
    );
    expect(outcome.endedInPreview(log({ preludeEvent: {} }))).to.equal(false);
    expect(outcome.endedInPreview(join(folder, "none"))).to.equal(false);
  });
});
