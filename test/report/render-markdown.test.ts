import { expect } from "chai";
import fc from "fast-check";
import { describeChange, readEvents, renderDrift, renderMarkdown } from "../../src/report";
import { eligible, logOf, NOW, refreshed, settings, step } from "./event-lines";
import { itemsUnder, pageOf } from "./page";

const create = (name: string, more: Record<string, unknown> = {}) =>
  step("create", "EntraRoleEligibility", name, { new: { inputs: eligible(name, more) } });
const rule = (enforcementLevel: string, message: string) => ({
  policyEvent: { policyName: "a-rule", message, enforcementLevel, color: "never" },
});
const error = (message: string) => ({ diagnosticEvent: { severity: "error", message, color: "never" } });

describe("renderMarkdown", () => {
  it("says of an empty log that there is nothing in it", () => {
    const page = renderMarkdown(describeChange(readEvents("")), 10);
    expect(page).to.match(/^# Privileged access: no change\n\nNo stack in the log\..*The log ends early/);
  });

  it("says beforehand that the brake will stop a run, and counts as the brake does", () => {
    const outputs = { status: "provisioned", end: "2027-02-20T09:00:00Z" };
    const gone = (count: number, more: Record<string, unknown> = {}) =>
      Array.from({ length: count }, (_, index) =>
        step("delete", "EntraRoleEligibility", `p${index}`, {
          old: { inputs: eligible(`p${index}`), outputs: { ...outputs, ...more } },
        }),
      );
    expect(pageOf(...gone(11))).to.contain(
      "**`up` will stop before the first removal:** 11 holdings would go, at most 10 may in one run. If all of that is meant: `PIM_MAX_REMOVALS=all`.",
    );
    expect(pageOf(...gone(10))).not.to.contain("will stop");
    expect(pageOf(...gone(11, { status: "expired" }))).not.to.contain("will stop");
  });

  it("says once what is the same for several", () => {
    expect(itemsUnder(pageOf(create("c"), create("a"), create("b")))).to.deep.equal([
      "- a · Global Administrator: nothing → **eligible until 2027-02-20**",
      "  - and 2 more with the same change: b, c",
    ]);
  });

  it("is at most 90 lines, whatever happens, and counts what it leaves out", () => {
    const roles = (index: number) => ({ role: `${String(index).padStart(8, "0")}-0000-4000-8000-000000000000` });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }), (people, kinds) => {
        const events = Array.from({ length: people }, (_, index) => [
          create(`p${index}`, { ...roles(index % kinds), schedule: { duration: `P${(index % 40) + 1}D` } }),
          ...refreshed(
            "EntraRoleSettings",
            `s${index}`,
            { inputs: settings({ ...roles(index), activation: { maximumDuration: "PT1H" } }) },
            { inputs: settings({ ...roles(index), activation: { maximumDuration: `PT${(index % 20) + 2}H` } }) },
          ),
          rule("mandatory", `a-rule: person ${index}`),
          error(`mistake ${index}`),
        ]).flat();
        const page = pageOf(...events);
        expect(page.split("\n").length).to.be.at.most(90);
        const told = itemsUnder(page).filter((line) => !line.startsWith("- and "));
        const left = itemsUnder(page).find((line) => line.startsWith("- and "));
        if (left === undefined) expect(told.length).to.be.at.least(Math.min(people, 1));
        else expect(left).to.match(/^- and \d+ more assignments$/);
      }),
      { numRuns: 40 },
    );
  });

  it("lets no name act on the page", () => {
    const names = ["a|b", "x\n# y", "<script>alert(1)</script>", "@contoso/admins", "a`b", "[a](https://evil.example)"];
    const page = pageOf(
      ...names.map((name) => create(name)),
      step("create", "EntraRoleSettings", "s", { new: { inputs: settings({ roleName: "a|b" }) } }),
    );
    const outside = page.replace(/(`+)[^\n]*?[^`]\1(?!`)/g, "");
    expect(outside).not.to.match(/<script|@contoso|\]\(|^# y/m);
  });

  it("begins with what stopped the run, in words of people", () => {
    const { lines } = { lines: pageOf(create("a"), error("no such role"), error("preview failed")).split("\n") };
    expect(lines[0]).to.equal("# Privileged access: stopped by an error; 1 assignment new");
    expect(lines.slice(4, 10)).to.deep.equal(["**It stops here:**", "", "```", "no such role", "```", ""]);
  });

  it("names the person instead of the engine's address, and the way to retire a break-glass account", () => {
    const inputs = { ...eligible("bg-01"), schedule: { permanent: true }, breakGlass: true };
    const urn = "urn:pulumi:dev::pim::pulumi-nodejs:dynamic/pim:EntraRoleAssignment::bg";
    const page = pageOf(
      step("delete", "EntraRoleAssignment", "bg", { old: { inputs, outputs: {} } }),
      error(
        `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, use \`pulumi state unprotect '${urn}'\``,
      ),
    );
    expect(page).not.to.contain("urn:pulumi");
    expect(page).to.contain("bg-01 as Global Administrator is a break-glass account and is not removed");
    expect(page).to.contain("pulumi config set pim:retireBreakGlass bg-01, then up");
  });

  it("sorts what rules say: broken, waived, advice", () => {
    const page = pageOf(
      { summaryEvent: { PolicyPacks: { "pim-as-code": "0.1.0" } } },
      rule("advisory", "a-rule: b: better so"),
      rule("advisory", "a-rule: c: waived until 2027-01-01 (why; owner o): as it is"),
      rule("mandatory", "d: never\n"),
    );
    expect(page).to.match(/^# Privileged access: 1 rule broken; no change\n/);
    expect(itemsUnder(page, "Rules")).to.deep.equal([
      "- **broken**: a-rule: d: never",
      "- a-rule: c: waived until 2027-01-01 (why; owner o): as it is",
      "- advice: a-rule: b: better so",
    ]);
  });

  it("tells silence of a pack from its absence", () => {
    expect(pageOf({ summaryEvent: { PolicyPacks: { pack: "1" } } })).to.contain("No rule is broken.");
    expect(pageOf({ summaryEvent: { PolicyPacks: {} } })).to.contain("No policy pack ran.");
    expect(pageOf({ summaryEvent: { PolicyPacks: { pack: "1" } } }, error("broken program"))).not.to.contain("No rule");
  });

  it("lists what ends within 30 days, soonest first, and what has ended; what renews itself is not told", () => {
    const same = (name: string, end: string, status = "provisioned", more = {}) => {
      const state = { inputs: eligible(name, more), outputs: { end, status } };
      return step("same", "EntraRoleEligibility", name, { old: state, new: state });
    };
    const page = pageOf(
      same("later", "2026-12-20T09:00:00Z"),
      same("sooner", "2026-11-22T18:00:00Z"),
      same("much-later", "2027-01-20T09:00:00Z"),
      same("gone", "2026-11-01T09:00:00Z", "expired"),
      same("renewing", "2026-12-01T00:00:00Z", "provisioned", { onExpiry: "renew", ends: "2026-12-01T00:00:00Z" }),
    );
    expect(itemsUnder(page, "Ending within 30 days")).to.deep.equal([
      "- sooner · Global Administrator: eligible until **2026-11-22**, within a day",
      "- later · Global Administrator: eligible until **2026-12-20**, in 28 days",
    ]);
    expect(itemsUnder(page, "Ended: remove these lines")).to.deep.equal([
      "- gone · Global Administrator: eligible, ended 2026-11-01",
    ]);
  });

  it("counts from the tenant's time where the log knows it better than the machine", () => {
    const inputs = eligible("a");
    const standingRemoved = '{"at":"2027-03-01T00:00:00Z"}';
    const state = { inputs, outputs: { end: "2027-03-20T00:00:00Z", status: "provisioned", standingRemoved } };
    const log = logOf(step("same", "EntraRoleEligibility", "a", { old: state, new: state }));
    expect(describeChange(readEvents(log)).now.toISOString()).to.equal("2027-03-01T00:00:00.000Z");
  });
});

describe("renderDrift", () => {
  it("does not say none of a run that failed", () => {
    expect(renderDrift(describeChange(readEvents(logOf(error("no permission"))), NOW))).to.match(
      /^# Drift: not known\n/,
    );
  });
});
