import { expect } from "chai";
import { eligible, refreshed, settings, step } from "./event-lines";
import { driftOf, itemsUnder, pageOf } from "./page";

const ROLE = settings({});
const BOB = "bob@contoso.com: active, permanent, outside PIM";
const SAID = "- bob@contoso.com · Global Administrator: ";

describe("the page about guards", () => {
  const guard = (mode: string, unmanaged: string[], removed?: string[]) => ({
    id: "entra|guard|/|62e90394-69f5-4237-9190-012177145e10",
    inputs: { ...ROLE, mode, unmanaged, ...(removed === undefined ? {} : { removed }) },
    outputs: {},
  });
  const up = (old: ReturnType<typeof guard>, next: ReturnType<typeof guard>) => [
    ...refreshed("EntraRoleGuard", "guard", old, old),
    step("update", "EntraRoleGuard", "guard", { old, new: next }),
  ];

  it("tells every night who holds the role undeclared, new or not", () => {
    const page = driftOf(...refreshed("EntraRoleGuard", "guard", guard("report", [BOB]), guard("report", [BOB])));
    expect(page).to.match(/^# Drift: 1 change by others\n/);
    expect(itemsUnder(page, "Changed by others")).to.deep.equal([
      `${SAID}**active, permanent, outside PIM**, which no line declares`,
    ]);
  });

  it("is quiet where everybody is declared", () => {
    expect(driftOf(...refreshed("EntraRoleGuard", "guard", guard("report", []), guard("report", [])))).to.match(
      /: none\n/,
    );
  });

  it("shows each whom it takes the role from as a loss", () => {
    const page = pageOf(...up(guard("remove", [BOB]), guard("remove", [], [BOB])));
    expect(page).to.match(/^# Privileged access: 1 assignment removed; 1 change by others\n/);
    expect(itemsUnder(page)).to.deep.equal([`${SAID}**loses** active, permanent, outside PIM; no line declares it`]);
  });

  it("shows each whom it gives the role back as a grant", () => {
    const page = pageOf(...up(guard("remove", [], [BOB]), guard("report", [BOB.replace(", outside PIM", "")])));
    expect(itemsUnder(page)).to.deep.equal([
      `${SAID}nothing → **active, permanent**, given back`,
      "- Global Administrator is guarded from now on: whom no line declares is reported",
    ]);
  });

  it("does not count somebody as lost whom a line declares from now on", () => {
    const declared = eligible("bob@contoso.com", { found: "active, permanent" });
    const page = pageOf(
      ...up(guard("remove", [BOB]), guard("remove", [])),
      step("create", "EntraRoleEligibility", "bob", { new: { inputs: declared } }),
    );
    expect(itemsUnder(page)).to.deep.equal([`${SAID}active, permanent → **eligible until 2027-02-20**`]);
  });

  it("says what a new guard does, and whom it found", () => {
    const page = pageOf(step("create", "EntraRoleGuard", "guard", { new: { ...guard("remove", [BOB]), id: "" } }));
    expect(page).to.match(/^# Privileged access: 1 guard changed; 1 change by others\n/);
    expect(itemsUnder(page)).to.deep.equal([
      "- Global Administrator is guarded from now on: whom no line declares is removed",
    ]);
  });
});
