import { expect } from "chai";
import fc from "fast-check";
import { policyRules } from "../../src/data";
import { explain, type Settings, settings } from "../../src/model";
import {
  changedBy,
  fragmentOf,
  fromRules,
  managedUnits,
  mergeFragments,
  type RuleSet,
  restrictTo,
  ruleSet,
  toFragment,
  units,
} from "../../src/wire";
import { anySettings } from "../support/generate";

/** Rules as a role has them that nobody has configured. */
const defaults: RuleSet = ruleSet(
  policyRules.map(({ id, kind, defaults: values }) => ({
    "@odata.type": `#microsoft.graph.unifiedRoleManagementPolicy${kind}Rule`,
    id,
    target: { caller: "Admin" },
    ...values,
  })),
);

const laid = (rules: RuleSet, declared: Settings): RuleSet => {
  const changed = changedBy(rules, toFragment(declared, rules));
  return new Map([...rules, ...changed.map((one) => [one.id, one] as const)]);
};

describe("role settings on the wire", () => {
  it("come back as they were declared", () => {
    fc.assert(
      fc.property(anySettings, anySettings, (before, declared) => {
        const rules = laid(laid(defaults, before), declared);
        expect(restrictTo(declared, fromRules(rules))).to.deep.equal(declared);
      }),
      { numRuns: 300 },
    );
  });

  it("survive a second writing without a change", () => {
    fc.assert(
      fc.property(anySettings, (declared) => {
        const rules = laid(defaults, declared);
        expect(changedBy(rules, toFragment(declared, rules))).to.deep.equal([]);
        const all = explain(settings, restrictTo(declared, fromRules(rules)));
        expect(all.value).to.deep.equal(declared);
      }),
      { numRuns: 300 },
    );
  });

  it("leave rules alone that belong to no declared unit", () => {
    fc.assert(
      fc.property(anySettings, anySettings, (before, declared) => {
        const rules = laid(defaults, before);
        const after = laid(rules, declared);
        const managed = new Set(managedUnits(declared));
        for (const unit of units.filter((one) => !managed.has(one))) {
          expect(fragmentOf(after, unit), unit).to.deep.equal(fragmentOf(rules, unit));
        }
      }),
    );
  });

  it("are put back whole by the fragments kept from before", () => {
    fc.assert(
      fc.property(anySettings, anySettings, (before, declared) => {
        const rules = laid(defaults, before);
        const kept = mergeFragments(managedUnits(declared).map((unit) => fragmentOf(rules, unit)));
        const after = laid(rules, declared);
        const back = new Map([...after, ...changedBy(after, kept).map((one) => [one.id, one] as const)]);
        expect(changedBy(back, kept)).to.deep.equal([]);
        expect(fromRules(back)).to.deep.equal(fromRules(rules));
      }),
      { numRuns: 300 },
    );
  });

  it("send whole rules with the target as it was read", () => {
    const [rule] = changedBy(defaults, { Expiration_EndUser_Assignment: { maximumDuration: "PT1H" } });
    expect(rule).to.deep.include({ target: { caller: "Admin" }, isExpirationRequired: true, maximumDuration: "PT1H" });
  });

  it("switch an authentication context off before the other rules change and on after them", () => {
    const on = { activation: { require: ["ticket" as const], authenticationContext: "c1" } };
    const bound = laid(defaults, on);
    const ids = (rules: RuleSet, declared: Settings) =>
      changedBy(rules, toFragment(declared, rules)).map(({ id }) => id);
    expect(ids(defaults, on)).to.deep.equal([
      "Enablement_EndUser_Assignment",
      "AuthenticationContext_EndUser_Assignment",
    ]);
    const off = { activation: { require: ["mfa" as const], authenticationContext: "none" } };
    expect(ids(bound, off)).to.deep.equal([
      "AuthenticationContext_EndUser_Assignment",
      "Enablement_EndUser_Assignment",
    ]);
  });

  it("drop MFA where only a context is declared, since the service refuses both", () => {
    const after = fromRules(laid(defaults, { activation: { authenticationContext: "c7" } }));
    expect(after.activation?.require).to.deep.equal(["justification"]);
  });
});
