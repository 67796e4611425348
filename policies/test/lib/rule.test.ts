import { expect } from "chai";
import fc from "fast-check";
import { UNKNOWN } from "pim-as-code/model";
import { InvalidConfiguration, type Line, readLine } from "../../lib";
import { rules } from "../../rules";
import { assignment, eligibility, settings, stack } from "../support/good";
import { findings, TODAY, told } from "../support/judge";

describe("a rule", () => {
  it("finds nothing in a good stack", () => {
    for (const { id } of rules) expect(told(id, stack()), id).to.be.empty;
  });

  it("passes over resources that are not ours", () => {
    const foreign = { type: "azure-native:storage:StorageAccount", urn: "urn:pulumi:a::b::c::d", props: {} };
    expect(readLine(foreign)).to.equal(undefined);
  });

  it("refuses parameters it does not have, in the words of the model and without a stack", () => {
    const attempt = () => findings("break-glass-count", stack(), { maxx: 3, min: "two" });
    expect(attempt).to.throw(InvalidConfiguration);
    try {
      attempt();
    } catch (error) {
      const { message, stack: trace } = error as Error;
      expect(message).to.equal(
        'configuration of break-glass-count: 2 mistakes\n  - min: must be a number, got "two"\n  - maxx: unknown field; did you mean "max"?',
      );
      expect(trace).to.equal(message);
    }
  });

  it("names the role it does not know", () => {
    expect(() =>
      findings("activation-approval-required", [settings()], { mandatory: ["Globl Administrator"] }),
    ).to.throw(
      'configuration of activation-approval-required: mandatory[0]: unknown role "Globl Administrator"; expected the name of a built-in role or a role definition id; did you mean "Global Administrator"?',
    );
    expect(() => findings("no-permanent-active-privileged", [assignment()], { customRoles: { Mine: 1 } })).to.throw(
      'configuration of no-permanent-active-privileged: customRoles.Mine: unknown role "Mine"; expected the name of a built-in role or a role definition id',
    );
  });

  it("never calls compliant what it cannot see: hiding a field turns a verdict into the same, or into not judged", () => {
    const fields = ["role", "principalId", "principalName", "principalType", "schedule", "breakGlass", "activation"];
    const spoiled = [
      assignment({ schedule: { permanent: true } }),
      eligibility({ schedule: { permanent: true }, principalType: "servicePrincipal" }),
      settings({ require: [], approval: { required: false, approvers: [] } }),
    ];
    const property = fc.property(
      fc.constantFrom(...rules.filter(({ judge }) => judge !== undefined)),
      fc.constantFrom(...spoiled),
      fc.uniqueArray(fc.constantFrom(...fields), { minLength: 1 }),
      (rule, resource, hidden) => {
        const unknown = Object.fromEntries(
          hidden.filter((name) => name in resource.props).map((name) => [name, UNKNOWN]),
        );
        const judge = (props: object) =>
          rule.judge?.(readLine({ ...resource, props: { ...resource.props, ...props } }) as Line, {}, TODAY) ?? [];
        if (judge({}).length > 0) expect(judge(unknown)).to.have.lengthOf(1);
      },
    );
    fc.assert(property, { numRuns: 400 });
  });
});
