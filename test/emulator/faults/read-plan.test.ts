import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { checkPlan, readPlan } from "../../../src/emulator/faults/read-plan";

const withRule = (rule: unknown) => () => checkPlan({ faults: [rule] });

describe("a plan of faults", () => {
  it("is taken as written", () => {
    const faults = [{ on: "POST /v1.0/**", fault: "error", status: 503, after: true, chance: 0.5 }];
    expect(checkPlan({ seed: "7", faults })).to.deep.equal({ seed: "7", faults });
    expect(checkPlan({ faults: [] })).to.deep.equal({ seed: "", faults: [] });
  });

  it("is refused with what is wrong and what is allowed", () => {
    expect(() => checkPlan([])).to.throw('expected {"seed"');
    expect(() => checkPlan({ seed: 7, faults: [] })).to.throw('"seed" must be a text, got 7');
    expect(withRule({ on: "* **", fault: "fire" })).to.throw('faults[0]: "fault" must be one of throttle, error');
    expect(withRule({ on: "users", fault: "truncate" })).to.throw('"on" must be a method and a path');
    expect(withRule({ fault: "truncate" })).to.throw('"on" is missing');
    expect(withRule({ on: "* **", fault: "error", status: 404 })).to.throw(
      '"status" must be 500, 502, 503 or 504, got 404',
    );
    expect(withRule({ on: "* **", fault: "slow" })).to.throw('"ms" is missing: a whole number of milliseconds');
    expect(withRule({ on: "* **", fault: "reset", retryAfter: 1 })).to.throw(
      'a "reset" has no "retryAfter"; it takes on, first',
    );
    expect(withRule({ on: "* **", fault: "truncate", chance: 2 })).to.throw(
      '"chance" must be a number from 0 to 1, got 2',
    );
    expect(withRule({ on: "* **", fault: "truncate", nth: [0] })).to.throw(
      '"nth" must be a list of whole numbers from 1',
    );
  });

  it("is read from a file, whose name an error tells", () => {
    const folder = mkdtempSync(join(tmpdir(), "faults-"));
    const file = join(folder, "plan.json");
    try {
      writeFileSync(file, '{"faults": [{"on": "* **", "fault": "pending"}]}');
      expect(readPlan(file).faults).to.have.length(1);
      writeFileSync(file, "{");
      expect(() => readPlan(file)).to.throw(`cannot read the faults in ${file}`);
      expect(() => readPlan(join(folder, "none.json"))).to.throw("ENOENT");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
