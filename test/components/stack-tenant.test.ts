import { expect } from "chai";
import { EntraRole } from "../../components";
import { runProgram } from "./run-program";

describe("stackTenant", () => {
  it("tells a stack config that cannot be, once for all components", async () => {
    const { errors } = await runProgram({ tenant: "moon" }, () => [
      new EntraRole("a", { role: "Exchange Administrator" }),
      new EntraRole("b", { role: "Helpdesk Administrator" }),
    ]);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.equal(
      'stack config pim: tenant: must be embedded, cloud or an address such as http://127.0.0.1:8080, got "moon"',
    );
  });

  it("refuses a setting that is misspelt, and leaves the program its own", async () => {
    const program = () => [new EntraRole("a", { role: "Exchange Administrator" })];
    const { errors } = await runProgram({ tennant: "cloud", costCentre: "42" }, program);
    expect(errors).to.deep.equal(['stack config: pim:tennant: unknown setting; did you mean "tenant"?']);
  });
});
