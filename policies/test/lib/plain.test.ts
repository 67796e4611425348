import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { NotKnown, readLine } from "../../lib";
import { eligibility } from "../support/good";

/** Like the SDK's wrapper: whatever is not known yet throws when it is touched. */
function throwing(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get: (target, name) => {
      const found = Reflect.get(target, name);
      if (found === UNKNOWN) throw new Error("can't be known during preview");
      return throwing(found);
    },
  });
}

describe("properties of the engine", () => {
  const props = throwing({ ...eligibility().props, principalId: UNKNOWN, schedule: { end: UNKNOWN } });

  it("are read through a wrapper that throws at what is not known", () => {
    const wrapped = readLine({ ...eligibility(), props: props as Record<string, unknown> });
    expect(wrapped?.title).to.equal("alice@contoso.com as Exchange Administrator");
    expect(wrapped?.role).to.equal("29232cdf-9323-42fd-ade2-1d097af3e4de");
    expect(() => wrapped?.kind === "eligibility" && wrapped.principal).to.throw(
      NotKnown,
      "principalId of alice-exchange",
    );
    expect(() => wrapped?.kind === "eligibility" && wrapped.schedule).to.throw(NotKnown, "schedule of alice-exchange");
  });
});
