import { expect } from "chai";
import { eligible, refreshed, settings, step } from "./event-lines";
import { driftOf, itemsUnder, pageOf } from "./page";

const END = { end: "2027-02-20T09:00:00Z", start: "2026-11-22T09:00:00Z", status: "provisioned" };
const WHO = "- adele · Global Administrator: ";

describe("the page about drift", () => {
  const old = { inputs: eligible("adele"), outputs: END };
  const live = {
    inputs: eligible("adele", { schedule: { end: "2026-12-22T09:00:00Z" } }),
    outputs: { ...END, end: "2026-12-22T09:00:00Z" },
  };
  const HEADING = "Changed by others";
  const then = (op: string, next: Record<string, unknown>) =>
    step(op, "EntraRoleEligibility", "adele", { old: live, new: { inputs: next } });
  const drift = (...events: object[]) => itemsUnder(pageOf(...events), HEADING);

  it("says what an up does about it", () => {
    const read = refreshed("EntraRoleEligibility", "adele", old, live);
    const moved = `${WHO}eligible until 2027-02-20 → **eligible until 2026-12-22**`;
    expect(drift(...read, then("update", old.inputs))).to.deep.equal([`${moved}; put back`]);
    expect(drift(...read, then("same", live.inputs))).to.deep.equal([`${moved}; it stays so`]);
    const other = eligible("adele", { schedule: { duration: "P30D" } });
    expect(drift(...read, then("update", other))).to.deep.equal([`${moved}; the program now says otherwise`]);
    const gone = step("delete", "EntraRoleEligibility", "adele", { old: live });
    expect(drift(...read, gone)).to.deep.equal([`${moved}; its line goes too`]);
  });

  it("tells what was removed, and for how long it is granted again", () => {
    const read = refreshed("EntraRoleEligibility", "adele", {
      ...old,
      outputs: { ...END, end: "2026-12-24T00:00:00Z" },
    });
    const again = step("create", "EntraRoleEligibility", "adele", { new: { inputs: old.inputs } });
    expect(drift(...read, again)).to.deep.equal([
      `${WHO}eligible until 2026-12-24 → **removed**; granted again, eligible until 2026-12-24`,
    ]);
  });

  it("tells a standing assignment that came back", () => {
    const back = { inputs: eligible("adele", { standing: "keep" }), outputs: END };
    expect(drift(...refreshed("EntraRoleEligibility", "adele", old, back))).to.deep.equal([
      `${WHO}**also active, permanent**, beside eligible until 2027-02-20`,
    ]);
  });

  it("is quiet about what is only informative, and about what ended by itself", () => {
    const named = { inputs: eligible("adele", { roleName: "GA", found: "else" }), outputs: END };
    const ended = { inputs: old.inputs, outputs: { ...END, status: "expired" } };
    for (const state of [named, ended]) {
      expect(driftOf(...refreshed("EntraRoleEligibility", "adele", old, state))).to.match(/^# Drift: none\n/);
    }
  });

  it("tells settings by field", () => {
    const was = { inputs: settings({ activation: { maximumDuration: "PT1H", require: ["mfa"] } }) };
    const is = { inputs: settings({ activation: { maximumDuration: "PT8H", require: ["mfa"] } }) };
    const page = driftOf(...refreshed("EntraRoleSettings", "ga", was, is));
    expect(page).to.match(/^# Drift: 1 change by others\n/);
    expect(itemsUnder(page, HEADING)).to.deep.equal([
      "- settings · Global Administrator: activation duration 1 hour → **8 hours**",
    ]);
  });
});
