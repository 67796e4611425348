/** What public baselines call a failure, our rules report. The cases lie beside the repository, with their licences. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import { builtInRole } from "pim-as-code/model";
import type { Resource } from "../lib";
import { assignment, settings } from "./support/good";
import { told } from "./support/judge";

const file = resolve(__dirname, "../../../../shared/fixtures/baseline-cases.json");

interface Case {
  readonly id: string;
  readonly policy: string;
  readonly params?: { readonly roles?: readonly string[] };
  readonly expected: string;
  readonly input: {
    readonly privileged_roles?: readonly ScubaRole[];
    readonly pim_role_approval_settings?: Readonly<Record<string, ProwlerApproval>>;
  };
}
interface ScubaRole {
  readonly DisplayName: string;
  readonly Assignments?: readonly { readonly PrincipalId: string; readonly EndDateTime?: string | null }[];
  readonly Rules?: readonly { readonly Id: string; readonly Setting?: { readonly IsApprovalRequired?: boolean } }[];
}
interface ProwlerApproval {
  readonly role_definition_id: string;
  readonly is_approval_required: boolean;
  readonly has_approvers: boolean;
}

/** Cases that turn on something our rule does not look at. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "sg-015": "fails for want of a licence",
  "sg-110": "fails for want of a licence",
  "sg-032": "holds no approval rule at all, which the baseline passes and we refuse",
  "pr-001": "has no settings, and the baseline no verdict",
};

const ADAPTERS: Readonly<Record<string, (given: Case) => Resource[]>> = {
  "no-permanent-active-privileged": ({ input }) =>
    (input.privileged_roles ?? []).flatMap(({ DisplayName, Assignments }) =>
      (Assignments ?? []).map(({ PrincipalId, EndDateTime }) =>
        assignment({
          role: builtInRole(DisplayName)?.id,
          principalId: PrincipalId,
          principalName: PrincipalId,
          schedule: EndDateTime === null ? { permanent: true } : { end: "2026-12-31T00:00:00Z" },
        }),
      ),
    ),
  "activation-approval-required": ({ input }) => [
    ...(input.privileged_roles ?? []).flatMap(({ DisplayName, Rules }) =>
      (Rules ?? [])
        .filter(({ Id }) => Id === "Approval_EndUser_Assignment")
        .map(({ Setting }) => approval(builtInRole(DisplayName)?.id, Setting?.IsApprovalRequired === true, true)),
    ),
    ...Object.values(input.pim_role_approval_settings ?? {}).map((one) =>
      approval(one.role_definition_id, one.is_approval_required, one.has_approvers),
    ),
  ],
};

describe("cases of public baselines", () => {
  if (!existsSync(file)) {
    it("lie beside the repository", function () {
      process.stdout.write("      skipped: ../shared/fixtures/baseline-cases.json is not there\n");
      this.skip();
    });
    return;
  }
  const all = (JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] }).cases;
  const ours = all.filter(({ policy }) => policy in ADAPTERS);

  it("are judged, but for those about something else", () => {
    const judged = ours.filter(({ id }) => ELSEWHERE[id] === undefined);
    expect(judged.length).to.be.at.least(17);
    expect(judged.map(({ expected }) => expected)).to.include.members(["pass", "fail"]);
  });

  for (const given of ours.filter(({ id }) => ELSEWHERE[id] === undefined)) {
    it(`${given.id}: ${given.expected} of ${given.policy}`, () => {
      const resources = ADAPTERS[given.policy]?.(given) ?? [];
      expect(resources).not.to.be.empty;
      const roles = given.params?.roles;
      const reports = told(given.policy, resources, roles === undefined ? {} : { mandatory: roles, advisory: [] });
      if (given.expected === "fail") expect(reports).not.to.be.empty;
      else expect(reports).to.be.empty;
    });
  }
});

function approval(role: string | undefined, required: boolean, hasApprovers: boolean): Resource {
  const approvers = hasApprovers ? [{ group: "a0000000-0000-4000-8000-000000000090" }] : [];
  return settings({ approval: { required, approvers } }, { role });
}
