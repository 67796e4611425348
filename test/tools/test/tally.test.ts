import { expect } from "chai";
import { loadTool } from "../load-tool";

interface Tally {
  tally(
    checks: { name: string; passed: boolean }[],
    counts: { passed: number; failed: number; skipped: string[] } | undefined,
    exitCode: number,
  ): { lines: string[]; closing: string; exitCode: number };
}

describe("the closing line of npm test", () => {
  const green = [
    { name: "lint", passed: true },
    { name: "types", passed: true },
  ];
  let tally: Tally["tally"];
  before(async () => {
    ({ tally } = await loadTool<Tally>("test/tally.mjs"));
  });

  it("counts each check and each test once", () => {
    const result = tally(green, { passed: 40, failed: 0, skipped: [] }, 0);
    expect(result).to.deep.equal({ lines: [], closing: "42 passed, 0 failed, 0 skipped", exitCode: 0 });
  });

  it("names what was skipped above itself", () => {
    const result = tally(green, { passed: 1, failed: 0, skipped: ["fixtures replay (no fixtures here)"] }, 0);
    expect(result.closing).to.equal("3 passed, 0 failed, 1 skipped");
    expect(result.lines).to.deep.equal(["skipped: fixtures replay (no fixtures here)"]);
    expect(result.exitCode).to.equal(0);
  });

  it("fails with a failed check even when every test passes", () => {
    const result = tally([...green, { name: "walls", passed: false }], { passed: 1, failed: 0, skipped: [] }, 0);
    expect(result.closing).to.equal("3 passed, 1 failed, 0 skipped");
    expect(result.lines).to.deep.equal(["failed: walls"]);
    expect(result.exitCode).to.equal(1);
  });

  it("fails when no test ran, when the run crashed, and when it ended badly without a failed test", () => {
    const none = tally(green, { passed: 0, failed: 0, skipped: ["all of it"] }, 0);
    expect(none).to.include({ closing: "2 passed, 1 failed, 1 skipped", exitCode: 1 });
    const crashed = tally(green, undefined, 7);
    expect(crashed).to.include({ closing: "2 passed, 1 failed, 0 skipped", exitCode: 1 });
    const odd = tally(green, { passed: 5, failed: 0, skipped: [] }, 7);
    expect(odd).to.include({ closing: "7 passed, 1 failed, 0 skipped", exitCode: 1 });
  });

  it("does not count a failed test twice", () => {
    expect(tally(green, { passed: 5, failed: 2, skipped: [] }, 2)).to.include({
      closing: "7 passed, 2 failed, 0 skipped",
      exitCode: 1,
    });
  });
});
