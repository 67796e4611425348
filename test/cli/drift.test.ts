import { expect } from "chai";
import { eligible, logOf, refreshed } from "../report/event-lines";
import { StubPulumi } from "./stub-pulumi";

describe("pim drift", () => {
  const inputs = eligible("adele");
  const outputs = { end: "2027-02-20T09:00:00Z", status: "provisioned" };
  const quiet = logOf(...refreshed("EntraRoleEligibility", "adele", { inputs, outputs }, { inputs, outputs }));
  const gone = logOf(...refreshed("EntraRoleEligibility", "adele", { inputs, outputs }));
  let pulumi: StubPulumi;
  before(() => {
    pulumi = new StubPulumi();
  });
  after(() => pulumi.close());

  it("reads the tenant and nothing else", () => {
    pulumi.pim(["drift", "--", "--stack", "prod"], quiet);
    expect(pulumi.call.args.slice(0, -1)).to.deep.equal([
      "refresh",
      "--preview-only",
      "--stack",
      "prod",
      "--event-log",
    ]);
  });

  it("exits with 0 where nothing drifted, 2 where something did, 1 where nobody can tell", () => {
    expect(pulumi.pim(["drift"], quiet).status).to.equal(0);
    const { status, stdout } = pulumi.pim(["drift"], gone);
    expect(status).to.equal(2);
    expect(stdout).to.contain("- adele · Global Administrator: eligible until 2027-02-20 → **removed**\n");
    expect(pulumi.pim(["drift"], gone, 255).status).to.equal(1);
    expect(pulumi.pim(["drift"], undefined).status).to.equal(1);
    expect(pulumi.pim(["drift"], quiet.slice(0, -60)).status).to.equal(1);
  });
});
