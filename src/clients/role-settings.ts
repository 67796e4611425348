/** Settings of Entra roles. https://learn.microsoft.com/graph/api/resources/unifiedrolemanagementpolicy */
import { z } from "zod";
import { PimApiError, type Rule, type RuleSet, rule, ruleSet, sameValue } from "../wire";
import { Collection } from "./collection";
import { Gather } from "./gather";
import type { Graph } from "./graph";
import { quoted, withQuery } from "./odata";
import type { Freshness, SettingsPort, SettingsTarget } from "./plane";
import { growing } from "./retry";

const ASSIGNMENTS = "/policies/roleManagementPolicyAssignments";
const OF_DIRECTORY_ROLES = "scopeId eq '/' and scopeType eq 'DirectoryRole'";
/** How long a PATCH may take to show, ISO 8601. */
const SETTLES = "PT1M";

const policyAssignment = z.looseObject({
  roleDefinitionId: z.string(),
  policyId: z.string(),
  policy: z.looseObject({ rules: z.array(rule) }),
});

interface Policy {
  readonly role: string;
  readonly id: string;
  readonly rules: RuleSet;
}

export class RoleSettings implements SettingsPort {
  readonly #graph: Graph;
  readonly #policies: Collection<Policy, string>;

  constructor(graph: Graph) {
    this.#graph = graph;
    const gather = new Gather(graph);
    this.#policies = new Collection<Policy, string>({
      all: async () => (await graph.list(assignments(OF_DIRECTORY_ROLES), policyAssignment)).map(policyOf),
      some: async (role) => {
        return (await gather.list(assignmentOf(role), policyAssignment)).map(policyOf);
      },
      keyOfRow: ({ role }) => role,
      keyOf: (role) => role.toLowerCase(),
    });
  }

  async read({ role }: SettingsTarget, freshness: Freshness): Promise<RuleSet | undefined> {
    return (await this.#policy(role, freshness))?.rules;
  }

  async write({ role }: SettingsTarget, rules: readonly Rule[]): Promise<void> {
    try {
      await this.#patch(role, rules, "cached");
    } catch (error) {
      if (!(error instanceof PimApiError) || error.status !== 404) throw error;
      // policies get new ids when they are modified; the one we know may be gone
      await this.#patch(role, rules, "direct");
    }
    await this.#settled(role, rules);
  }

  async #patch(role: string, rules: readonly Rule[], freshness: Freshness): Promise<void> {
    const policy = await this.#policy(role, freshness);
    if (policy === undefined) {
      const operation = `GET ${ASSIGNMENTS}`;
      throw new PimApiError({ status: 404, code: "RoleNotFound", message: `no settings for role ${role}`, operation });
    }
    const writes = this.#policies.touch(role);
    const path = `/policies/roleManagementPolicies/${policy.id}`;
    const write = { method: "PATCH", path, body: { rules }, repeatable: true } as const;
    const { page } = await this.#graph.writeAndLook(write, assignmentOf(role));
    if (page === undefined) return;
    const rows = await this.#graph.rowsFrom(ASSIGNMENTS, page, policyAssignment);
    await this.#policies.saw(role, rows.map(policyOf), writes);
  }

  /** The service shows old values for a moment; whoever reads after us should not. What never shows is the caller's to judge. */
  async #settled(role: string, rules: readonly Rule[]): Promise<void> {
    const patience = this.#graph.patience(SETTLES);
    for (let tries = 1; ; tries += 1) {
      const live = await this.#policy(role, tries === 1 ? "cached" : "direct");
      if (rules.every((one) => sameValue(live?.rules.get(one.id), one))) return;
      if (!(await patience.pause(growing(tries, 10_000), "role settings to show what was written"))) return;
    }
  }

  async #policy(role: string, freshness: Freshness): Promise<Policy | undefined> {
    try {
      const found = freshness === "direct" ? await this.#policies.direct(role) : await this.#policies.find(role);
      return found[0];
    } catch (error) {
      if (error instanceof PimApiError && error.status === 404) return undefined;
      throw error;
    }
  }
}

function assignments(filter: string): string {
  return withQuery(ASSIGNMENTS, { $filter: filter, $expand: "policy($expand=rules)" });
}

function assignmentOf(role: string): string {
  return assignments(`${OF_DIRECTORY_ROLES} and roleDefinitionId eq ${quoted(role)}`);
}

function policyOf(json: z.output<typeof policyAssignment>): Policy {
  return { role: json.roleDefinitionId.toLowerCase(), id: json.policyId, rules: ruleSet(json.policy.rules) };
}
