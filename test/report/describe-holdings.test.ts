import { expect } from "chai";
import { active, eligible, settings, step } from "./event-lines";
import { itemsUnder, pageOf } from "./page";

const END = { end: "2027-02-20T09:00:00Z", start: "2026-11-22T09:00:00Z", status: "provisioned" };
const kept = (at: string, end?: string) => JSON.stringify({ start: "2026-01-01T00:00:00Z", end, at });
const WHO = "- adele · Global Administrator: ";

describe("the page about holdings", () => {
  const create = (inputs: Record<string, unknown>, className = "EntraRoleEligibility") =>
    step("create", className, "adele", { new: { inputs } });
  const remove = (
    inputs: Record<string, unknown>,
    outputs: Record<string, unknown>,
    className = "EntraRoleEligibility",
  ) => step("delete", className, "adele", { old: { inputs, outputs } });
  const said = (...events: object[]) => itemsUnder(pageOf(...events));

  it("tells what was found and what it becomes", () => {
    const cases = [
      ["nothing", "nothing → **eligible until 2027-02-20**"],
      ["active, permanent, outside PIM", "active, permanent, outside PIM → **eligible until 2027-02-20**"],
      ["eligible, permanent", "eligible, permanent → **eligible until 2027-02-20**"],
      [
        "active until 2027-01-01; eligible, permanent",
        "active until 2027-01-01; eligible, permanent → **eligible until 2027-02-20**, and still active until 2027-01-01",
      ],
    ] as const;
    for (const [found, words] of cases) expect(said(create(eligible("adele", { found })))).to.deep.equal([WHO + words]);
  });

  it("says that a line which has ended already grants nothing", () => {
    const schedule = { end: "2026-11-01T00:00:00Z" };
    expect(said(create(eligible("adele", { schedule })))).to.deep.equal([
      `${WHO}in code from now on, as it is: eligible, ended 2026-11-01, so nothing is granted`,
    ]);
  });

  it("says of a principal who is no more that only the line goes", () => {
    expect(said(remove(eligible("adele"), { status: "missing" }))).to.deep.equal([
      `${WHO}nothing, since the tenant has no such principal: only the line goes`,
    ]);
  });

  it("says that a standing assignment stays where the line keeps it", () => {
    expect(said(create(eligible("adele", { found: "active, permanent", standing: "keep" })))).to.deep.equal([
      `${WHO}active, permanent → **eligible until 2027-02-20**, and still active, permanent`,
    ]);
  });

  it("says that a standing assignment stays until the eligibility begins", () => {
    const schedule = { start: "2026-12-01T00:00:00Z", end: "2027-03-01T00:00:00Z" };
    expect(said(create(eligible("adele", { found: "active, permanent", schedule })))).to.deep.equal([
      `${WHO}active, permanent → **eligible from 2026-12-01 until 2027-03-01**, and still active, permanent`,
    ]);
  });

  it("says when nobody looked what was there", () => {
    expect(said(create(eligible("adele", { found: undefined })))).to.deep.equal([
      `${WHO}**eligible until 2027-02-20** (what was there is not known)`,
    ]);
  });

  it("tells apart what is only taken into code", () => {
    const page = pageOf(create(active("adele", { found: "active, permanent, outside PIM" }), "EntraRoleAssignment"));
    expect(page.split("\n")[0]).to.equal("# Privileged access: 1 assignment taken into code unchanged");
    expect(itemsUnder(page)).to.deep.equal([`${WHO}in code from now on, as it is: active, permanent`]);
  });

  it("tells how to activate where the same run declares the settings", () => {
    const activation = { maximumDuration: "PT1H30M", require: ["justification", "mfa"], approval: { required: true } };
    const inputs = settings({ activation });
    const same = step("same", "EntraRoleSettings", "ga", { old: { inputs }, new: { inputs } });
    expect(said(same, create(eligible("adele")))).to.deep.equal([
      `${WHO}nothing → **eligible until 2027-02-20** · activate with MFA, justification, approval; 1 hour 30 minutes`,
    ]);
  });

  it("counts a changed duration from the first start", () => {
    const old = { inputs: eligible("adele"), outputs: { ...END, start: "2026-11-01T00:00:00Z" } };
    const changed = { inputs: eligible("adele", { schedule: { duration: "P30D" } }) };
    expect(said(step("update", "EntraRoleEligibility", "adele", { old, new: changed }))).to.deep.equal([
      `${WHO}eligible until 2027-02-20 → **eligible until 2026-12-01**`,
    ]);
  });

  it("shows a renewal as the new end", () => {
    const renewing = (ends: string) => eligible("adele", { onExpiry: "renew", ends });
    const old = { inputs: renewing("2026-12-01T00:00:00Z"), outputs: { ...END, end: "2026-12-01T00:00:00Z" } };
    const renewed = { inputs: renewing("2027-03-01T00:00:00Z") };
    expect(said(step("update", "EntraRoleEligibility", "adele", { old, new: renewed }))).to.deep.equal([
      `${WHO}eligible until 2026-12-01 → **eligible until 2027-03-01**`,
    ]);
  });

  it("says of each removed line what is lost, kept or given back", () => {
    const recently = "2026-11-01T00:00:00Z";
    const longAgo = "2026-01-01T00:00:00Z";
    const eligibleOnly = eligible("adele", { standing: "keep" });
    const cases: [Record<string, unknown>, Record<string, unknown>, string][] = [
      [eligibleOnly, END, "**loses** eligible until 2027-02-20"],
      [
        eligibleOnly,
        { ...END, adopted: kept(recently, "2027-06-01T00:00:00Z") },
        "**loses** eligible until 2027-02-20, **gets back** eligible until 2027-06-01",
      ],
      [
        eligibleOnly,
        { ...END, adopted: kept(recently, END.end) },
        "**keeps** eligible until 2027-02-20, as it was found",
      ],
      [eligibleOnly, { ...END, adopted: kept(longAgo) }, "**loses** eligible until 2027-02-20"],
      [
        eligible("adele", { standing: "keep", onDelete: "undo" }),
        { ...END, adopted: kept(longAgo) },
        "**loses** eligible until 2027-02-20, **gets back** eligible, permanent",
      ],
      [
        eligible("adele", { onDelete: "remove" }),
        { ...END, adopted: kept(recently), standingRemoved: kept(recently) },
        "**loses** eligible until 2027-02-20",
      ],
      [eligible("adele", { onDelete: "leave" }), END, "**keeps** eligible until 2027-02-20, no longer in code"],
      [
        eligible("adele"),
        { ...END, standingRemoved: kept(recently) },
        "**loses** eligible until 2027-02-20, **gets back** active, permanent",
      ],
      [eligible("adele"), { ...END, standingRemoved: kept(longAgo) }, "**loses** eligible until 2027-02-20"],
      [
        eligibleOnly,
        { ...END, status: "expired", end: "2026-11-01T00:00:00Z" },
        "eligible, ended 2026-11-01: only the line goes",
      ],
    ];
    for (const [inputs, outputs, words] of cases) expect(said(remove(inputs, outputs))).to.deep.equal([WHO + words]);
  });

  it("names what somebody keeps of the same role", () => {
    const state = { inputs: active("adele"), outputs: { status: "provisioned" } };
    const stays = step("same", "EntraRoleAssignment", "active", { old: state, new: state });
    expect(said(stays, remove(eligible("adele", { standing: "keep" }), END))).to.deep.equal([
      `${WHO}**loses** eligible until 2027-02-20, **keeps** active, permanent`,
    ]);
  });

  it("tells eligible instead of active once, as a change", () => {
    const found = "active, permanent";
    expect(
      said(
        remove(active("adele"), { status: "provisioned" }, "EntraRoleAssignment"),
        create(eligible("adele", { found })),
      ),
    ).to.deep.equal([`${WHO}active, permanent → **eligible until 2027-02-20**`]);
  });

  it("says no change of a line that only has another name", () => {
    const inputs = eligible("adele");
    const page = pageOf(
      step("create", "EntraRoleEligibility", "new-name", { new: { inputs: { ...inputs, logicalName: "new-name" } } }),
      step("delete", "EntraRoleEligibility", "old-name", {
        old: { inputs: { ...inputs, logicalName: "old-name" }, outputs: END },
      }),
    );
    expect(page)
      .to.match(/^# Privileged access: no change\n/)
      .and.contain("1 line only renamed in the program: no change");
    expect(itemsUnder(page)).to.deep.equal([]);
  });

  it("shows a rename that changes something as that change", () => {
    const inputs = eligible("adele", { schedule: { end: "2027-01-01T00:00:00Z" } });
    expect(
      said(
        step("create", "EntraRoleEligibility", "new-name", { new: { inputs } }),
        step("delete", "EntraRoleEligibility", "old-name", { old: { inputs: eligible("adele"), outputs: END } }),
      ),
    ).to.deep.equal([`${WHO}eligible until 2027-02-20 → **eligible until 2027-01-01**`]);
  });

  it("shows no change where only a justification or a display name differs", () => {
    const old = { inputs: eligible("adele"), outputs: END };
    const next = { inputs: eligible("adele", { justification: "another", userType: "guest" }) };
    expect(pageOf(step("update", "EntraRoleEligibility", "adele", { old, new: next }))).to.match(/: no change\n/);
  });
});
