import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { ROLE, settings } from "../support/good";
import { told } from "../support/judge";

const ID = "activation-approval-required";
const words = (role: string, problem: string) =>
  `${ID}: settings of ${role}: ${problem}; allowed: activation with approval; say activation.approval: { approvers: [...] }`;

describe(ID, () => {
  it("allows approval by named approvers, and roles on neither list without", () => {
    expect(told(ID, [settings({}, { role: ROLE.global }), settings()])).to.be.empty;
    expect(told(ID, [settings({ approval: undefined }, { role: ROLE.helpdesk })])).to.be.empty;
  });

  it("denies Global and Privileged Role Administrator without approval", () => {
    expect(told(ID, [settings({ approval: { required: false, approvers: [] } }, { role: ROLE.global })])).to.deep.equal(
      [`violation ${words("Global Administrator", "activation takes no approval")}`],
    );
    expect(told(ID, [settings({ approval: undefined }, { role: ROLE.privilegedRole })])).to.deep.equal([
      `violation ${words("Privileged Role Administrator", "activation.approval is not declared")}`,
    ]);
  });

  it("only advises it for the roles after them", () => {
    expect(told(ID, [settings({ approval: { required: false, approvers: [] } })])).to.deep.equal([
      `advice ${words("Exchange Administrator", "activation takes no approval")}`,
    ]);
  });

  it("advises to name approvers", () => {
    expect(told(ID, [settings({ approval: { required: true, approvers: [] } }, { role: ROLE.global })])).to.deep.equal([
      `advice ${ID}: settings of Global Administrator: approval is required, and no approver is named; allowed: approvers who know the role and its users; name them in activation.approval.approvers; without, Privileged Role and Global Administrators approve`,
    ]);
  });

  it("takes other lists from its configuration, by name or id", () => {
    const without = [settings({ approval: undefined }, { role: ROLE.helpdesk })];
    expect(told(ID, without, { mandatory: ["helpdesk administrator"] })[0]).to.match(/^violation /);
    expect(told(ID, without, { advisory: [ROLE.helpdesk] })[0]).to.match(/^advice /);
    expect(told(ID, [settings({ approval: undefined })], { advisory: [] })).to.be.empty;
  });

  it("does not judge approval that is not known yet, and does not need to know who approves", () => {
    expect(told(ID, [settings({ approval: UNKNOWN })])).to.deep.equal([
      `advice ${ID}: settings of Exchange Administrator: not judged: activation.approval.required of exchange-settings is not known before the update`,
    ]);
    const unknownApprover = { required: false, approvers: [{ user: UNKNOWN }] };
    expect(told(ID, [settings({ approval: unknownApprover }, { role: ROLE.global })])[0]).to.match(/^violation /);
  });
});
