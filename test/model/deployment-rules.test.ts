import { expect } from "chai";
import { at, type Case, inRole, told } from "./told";

describe("lines of a deployment", () => {
  const cases: readonly Case[] = [
    [
      "no schedule at all",
      () => inRole("eligible: [a@b.c]"),
      [
        `${at}.eligible[0] (line 3, column 16): needs a schedule such as { duration: P90D }, { end: 2030-12-31 } or { permanent: true }; neither the line nor the role's settings (eligibility.maximumDuration) give one`,
      ],
    ],
    [
      "a schedule that the settings do not allow",
      () =>
        inRole(
          "profile: strict",
          "eligible: [{ principal: a@b.c, schedule: { permanent: true } }]",
          "active: [{ principal: d@e.f, schedule: { start: 2027-01-01, end: 2027-02-01 } }]",
        ),
      [
        `${at}.eligible[0].schedule (line 4, column 36): must not be permanent, since the role's settings say eligibility.permanent: false; give it an end`,
        `${at}.active[0].schedule (line 5, column 34): must not be longer than the role's settings allow (assignment.maximumDuration: P15D), got 2027-01-01T00:00:00Z to 2027-02-01T00:00:00Z`,
      ],
    ],
    [
      "one person twice, whatever the case and form",
      () =>
        inRole(
          "profile: cis",
          "schedule: { duration: P1D }",
          "eligible: [a@b.c, { user: A@b.c }, { group: X }, { user: X }]",
        ),
      [
        `${at}.eligible[1] (line 5, column 23): A@b.c is declared eligible twice, first in eligible[0]; keep one of the two lines`,
      ],
    ],
    [
      "one person eligible and active at one scope, not at two",
      () =>
        inRole(
          "schedule: { duration: P1D }",
          "eligible: [a@b.c, d@e.f]",
          "active:",
          "  - { principal: a@b.c, schedule: { duration: P1D } }",
          "  - { principal: d@e.f, schedule: { duration: P1D }, scope: /attributeSets/Sales }",
        ),
      [
        `${at}.active[0] (line 6, column 9): a@b.c is declared both eligible and active, first in eligible[0]; keep one of the two lines`,
      ],
    ],
    [
      "break-glass accounts where they do not belong",
      () =>
        told(
          "breakGlass: { accounts: [bg-01@b.c, BG-02@b.c] }",
          "defaults: { profile: microsoft }",
          "entraRoles:",
          "  global administrator: { eligible: [BG-01@b.c], active: [bg-02@b.c] }",
          "  Exchange Administrator: { active: [bg-02@b.c] }",
        ),
      [
        "entraRoles.global administrator.eligible[0] (line 4, column 38): BG-01@b.c is a break-glass account and must never have to activate a role; drop the line",
        "entraRoles.global administrator.active[0] (line 4, column 59): bg-02@b.c holds the role as a break-glass account already; drop the line",
      ],
    ],
    [
      "one account twice, or alone",
      () => told("breakGlass:", "  accounts: [a@b.c, A@b.c]").concat(told("breakGlass: { accounts: [] }")),
      [
        "breakGlass.accounts[1] (line 2, column 21): A@b.c is listed twice; every account counts once",
        "breakGlass.accounts (line 1, column 15): needs at least two accounts, so that one is left when the other fails, got 0",
      ],
    ],
    [
      "a role by name and by id",
      () => told("entraRoles:", "  Exchange Administrator:", "  29232CDF-9323-42fd-ade2-1d097af3e4de:"),
      [
        'entraRoles.29232CDF-9323-42fd-ade2-1d097af3e4de (line 3, column 3): is the same role as "Exchange Administrator"; write each role once',
      ],
    ],
    [
      "approvers in two places, or without approval",
      () =>
        inRole("approvers: otherHolders", "activation: { approval: { required: false } }").concat(
          inRole(
            "approvers: [a@b.c]",
            `activation: { approval: { approvers: [{ user: ${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)} }] } }`,
          ),
        ),
      [
        `${at}.approvers (line 3, column 5): has no meaning beside activation.approval.required: false; drop one of the two`,
        `${at}.approvers (line 3, column 5): is said in activation.approval.approvers too; keep one of the two`,
      ],
    ],
    [
      "MFA beside an authentication context, unless the profile alone says MFA",
      () =>
        inRole("activation: { require: [mfa], authenticationContext: c1 }").concat(
          inRole("profile: microsoft", "activation: { authenticationContext: c1 }"),
        ),
      [
        `${at}.activation.require (line 3, column 19): mfa and authenticationContext exclude each other (MfaAndAcrsConflict); drop mfa and demand it in the conditional access policy behind the context`,
      ],
    ],
  ];
  for (const [what, got, expected] of cases) {
    it(`must not say ${what}`, () => {
      expect(got()).to.deep.equal(expected);
    });
  }
});
