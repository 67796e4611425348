import { expect } from "chai";
import { toPolicy } from "../../lib";
import { rules } from "../../rules";
import { ruleNamed } from "../support/judge";

describe("the policy of a rule", () => {
  it("is one of resources, of the stack, or of both, under the rule's name and level", () => {
    const kinds = rules.map((rule) => {
      const policy = toPolicy(rule);
      expect(policy.name).to.equal(rule.id);
      expect(policy.enforcementLevel).to.equal(rule.level);
      return [rule.code, "validateResource" in policy, "validateStack" in policy];
    });
    expect(kinds).to.deep.equal([
      ["AS1", true, false],
      ["AS4", true, false],
      ["RS1", true, true],
      ["RS9", true, false],
      ["BG2", false, true],
      ["BG3", false, true],
      ["BG5", false, true],
      ["WL1", true, false],
    ]);
  });

  it("tells the engine its parameters, their defaults and what a waiver needs", () => {
    const properties = toPolicy(ruleNamed("break-glass-count")).configSchema?.properties;
    expect(properties).to.have.all.keys("min", "max", "breakGlass", "waivers");
    expect(properties?.max).to.include({ type: "integer", default: 4 });
    expect(properties?.waivers).to.nested.include({ "items.type": "object" });
    expect(properties?.waivers?.items).to.deep.include({ required: ["reason", "owner", "expires"] });
  });

  it("leaves forms to our own check, which words them", () => {
    const schemas = JSON.stringify(rules.map((rule) => toPolicy(rule).configSchema));
    expect(schemas).not.to.match(/"(pattern|format)":/);
  });
});
