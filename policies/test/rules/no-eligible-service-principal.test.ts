import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { assignment, eligibility } from "../support/good";
import { told } from "../support/judge";

const ID = "no-eligible-service-principal";
const app = { principalType: "servicePrincipal", principalName: "backup-runner" };

describe(ID, () => {
  it("allows users and groups, and active service principals", () => {
    expect(told(ID, [eligibility(), eligibility({ principalType: "group" }), assignment(app)])).to.be.empty;
  });

  it("denies an eligible service principal", () => {
    expect(told(ID, [eligibility(app)])).to.deep.equal([
      `violation ${ID}: backup-runner as Exchange Administrator: a service principal cannot activate a role; allowed: users and groups; make it an EntraRoleAssignment with an end, or drop the line`,
    ]);
  });

  it("does not judge somebody of whom nobody said what it is", () => {
    expect(told(ID, [eligibility({ principalType: undefined })])).to.deep.equal([
      `advice ${ID}: alice@contoso.com as Exchange Administrator: not judged: nobody said what the principal is; components look it up, plain classes take principalType`,
    ]);
    expect(told(ID, [eligibility({ principalType: UNKNOWN })])).to.deep.equal([
      `advice ${ID}: alice@contoso.com as Exchange Administrator: not judged: principalType of alice-exchange-eligible is not known before the update`,
    ]);
  });
});
