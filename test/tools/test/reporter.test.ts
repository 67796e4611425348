import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { tools } from "../load-tool";

const skipHelper = resolve(__dirname, "../../support/skip.js");
const sample = `
const { skip } = require(${JSON.stringify(skipHelper)});
describe("sample", () => {
  it("passes", () => {});
  it("fails", () => { throw new Error("no"); });
  it("is skipped", function () { skip(this, "no fixtures here"); });
  describe("group", () => {
    before(function () { skip(this, "no Python here"); });
    it("one", () => {});
  });
});`;

describe("the counts of the test run", () => {
  for (const parallel of [false, true])
    it(`name what was skipped with its reason, files ${parallel ? "side by side" : "one by one"}`, () => {
      const directory = mkdtempSync(join(tmpdir(), "pim-report-"));
      try {
        const file = join(directory, "sample.test.cjs");
        const counts = join(directory, "counts.json");
        writeFileSync(file, sample);
        const mocha = resolve(tools, "../node_modules/mocha/bin/mocha.js");
        const reporter = ["--reporter", join(tools, "test/reporter.cjs"), "--reporter-option", `counts=${counts}`];
        const { status } = spawnSync(
          process.execPath,
          [mocha, ...(parallel ? ["--parallel"] : []), ...reporter, file],
          {
            encoding: "utf8",
            env: { ...process.env, MOCHA_WORKER_ID: undefined },
          },
        );
        expect(status).to.equal(1);
        expect(JSON.parse(readFileSync(counts, "utf8"))).to.deep.equal({
          passed: 1,
          failed: 1,
          skipped: ["sample is skipped (no fixtures here)", "sample group one (no Python here)"],
        });
      } finally {
        rmSync(directory, { recursive: true });
      }
    });
});
