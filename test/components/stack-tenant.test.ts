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
});
