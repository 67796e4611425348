import { expect } from "chai";
import { withoutTraces } from "../../components/without-traces";

describe("resources without stack traces", () => {
  it("are made with none, and what comes after has its own again", () => {
    const before = Error.stackTraceLimit;
    expect(withoutTraces(() => new Error("made").stack)).to.equal("Error: made");
    expect(Error.stackTraceLimit).to.equal(before);
    expect(new Error("after").stack).to.contain("\n");
  });

  it("leave no trace behind either where making them fails", () => {
    const before = Error.stackTraceLimit;
    const fail = () => {
      throw new Error("no such parent");
    };
    expect(() => withoutTraces(fail)).to.throw("no such parent");
    expect(Error.stackTraceLimit).to.equal(before);
  });
});
