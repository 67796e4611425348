import { expect } from "chai";
import { profileName } from "pim-as-code/model";
import { profile } from "../../lib";
import { ROLE, settings, stack } from "../support/good";
import { ruleNamed, told } from "../support/judge";

/** What a profile says of a rule, without the level. */
function parametersOf(name: string, rule: string): object {
  const said = profile(name)[rule];
  if (said === undefined || typeof said === "string") return {};
  const { enforcementLevel: _, ...parameters } = said;
  return parameters;
}

describe("a profile", () => {
  it("is Microsoft's, the rules' own defaults, unless another is named", () => {
    expect(profile()).to.deep.equal({});
    expect(profile("microsoft")).to.deep.equal({});
  });

  it("configures rules that exist with parameters they have", () => {
    for (const name of profileName.options) {
      for (const rule of Object.keys(profile(name))) {
        const { configuration } = ruleNamed(rule);
        expect(configuration.safeParse(parametersOf(name, rule)).success, `${name}: ${rule}`).to.equal(true);
      }
    }
  });

  it("strict wants two break-glass accounts and no more", () => {
    const strict = parametersOf("strict", "break-glass-count");
    expect(told("break-glass-count", stack(), strict)).to.be.empty;
    expect(told("break-glass-count", stack().slice(1), strict)[0]).to.contain("allowed: exactly 2");
  });

  it("scuba demands approval of Global Administrator alone, strict of the advised roles too", () => {
    const without = (role: string) => [settings({ approval: undefined }, { role })];
    const first = (name: string, role: string) =>
      told("activation-approval-required", without(role), parametersOf(name, "activation-approval-required"))[0]?.split(
        " ",
      )[0];
    expect(first("scuba", ROLE.global)).to.equal("violation");
    expect(first("scuba", ROLE.privilegedRole)).to.equal("advice");
    expect(first("microsoft", ROLE.privilegedRole)).to.equal("violation");
    expect(first("microsoft", ROLE.exchange)).to.equal("advice");
    expect(first("strict", ROLE.exchange)).to.equal("violation");
  });

  it("scuba and cis only advise that eligibility ends", () => {
    for (const name of ["scuba", "cis"]) expect(profile(name)["eligible-assignment-expires"]).to.equal("advisory");
  });

  it("refuses a name that nobody gave", () => {
    expect(() => profile("strct")).to.throw(
      'PIM_POLICY_PROFILE must be one of microsoft, scuba, cis, strict, got "strct"',
    );
  });
});
