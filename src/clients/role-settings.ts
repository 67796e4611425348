/** Settings of Entra roles. https://learn.microsoft.com/graph/api/resources/unifiedrolemanagementpolicy */
import { z } from "zod";
import { PimApiError, type Rule, type RuleSet, rule, ruleSet } from "../wire";
import { Collection } from "./collection";
import { Gather } from "./gather";
import type { Graph } from "./graph";
import { quoted, withQuery } from "./odata";
import type { Freshness, SettingsPort, SettingsTarget } from "./plane";

const ASSIGNMENTS = "/policies/roleManagementPolicyAssignments";
const OF_DIRECTORY_ROLES = "scopeId eq '/' and scopeType eq 'DirectoryRole'";

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
        const path = assignments(`${OF_DIRECTORY_ROLES} and roleDefinitionId eq ${quoted(role)}`);
        return (await gather.list(path, policyAssignment)).map(policyOf);
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
  }

  async #patch(role: string, rules: readonly Rule[], freshness: Freshness): Promise<void> {
    const policy = await this.#policy(role, freshness);
    if (policy === undefined) {
      const operation = `GET ${ASSIGNMENTS}`;
      throw new PimApiError({ status: 404, code: "RoleNotFound", message: `no settings for role ${role}`, operation });
    }
    this.#policies.touch(role);
    await this.#graph.patch(`/policies/roleManagementPolicies/${policy.id}`, { rules });
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

function policyOf(json: z.output<typeof policyAssignment>): Policy {
  return { role: json.roleDefinitionId.toLowerCase(), id: json.policyId, rules: ruleSet(json.policy.rules) };
}
