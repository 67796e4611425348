import { expect } from "chai";
import { assignmentId, guidOf, isGuid } from "../../src/emulator/ids";

describe("ids of the embedded tenant", () => {
  it("encodes role and principal of an assignment as the service does", () => {
    const id = assignmentId("62e90394-69f5-4237-9190-012177145e10", "6be4b305-b75e-4efc-bfcc-31bd3b53a5f8", "/");
    expect(id).to.equal("lAPpYvVpN0KRkAEhdxReEAWz5Gtet_xOv8wxvTtTpfg-1");
  });

  it("tells scopes apart", () => {
    const of = (scope: string) => assignmentId(guidOf("role"), guidOf("principal"), scope);
    expect(of("/")).to.not.equal(of("/administrativeUnits/a"));
    expect(of("/administrativeUnits/a")).to.not.equal(of("/administrativeUnits/b"));
  });

  it("derives the same GUID from the same words", () => {
    expect(guidOf("a", "b")).to.equal(guidOf("a", "b")).and.not.equal(guidOf("ab"));
    expect(isGuid(guidOf("a"))).to.equal(true);
  });

  it("takes a GUID without version bits", () => {
    expect(isGuid("b2ababde-7452-6922-1dfa-2ad4aa4910df")).to.equal(true);
    expect(isGuid("Global Administrator")).to.equal(false);
  });
});
