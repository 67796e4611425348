/** A tenant for one test, copied from a Contoso that is made once, and what tests ask of it. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Holder, Tenant } from "../../src/emulator";
import { builtInRole, type Settings } from "../../src/model";
import { fromRules, type Rule, ruleSet } from "../../src/wire";
import { MiniEngine } from "./mini-engine";

const folder = mkdtempSync(join(tmpdir(), "pim-world-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** The path of a Contoso that nobody has used. */
function contoso(): string {
  const file = join(folder, "contoso.db");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    Tenant.open({ file, seed: "contoso" }).close();
  }
  return file;
}

function newFile(): string {
  made += 1;
  return join(folder, `tenant-${made}.db`);
}

export class World {
  readonly tenant: Tenant;

  /** @param template a tenant that nobody writes to at the moment, open or not; by default a Contoso */
  constructor(
    template = contoso(),
    readonly file = newFile(),
  ) {
    copyFileSync(template, file);
    // what an open one has not moved into its file yet
    if (existsSync(`${template}-wal`)) copyFileSync(`${template}-wal`, `${file}-wal`);
    this.tenant = Tenant.open({ file });
  }

  /** A stack on this tenant. */
  engine(config: Record<string, string> = {}, environment: NodeJS.ProcessEnv = {}): MiniEngine {
    return new MiniEngine({ tenant: "embedded", tenantFile: this.file }, config, environment);
  }

  /** The object id of the user with that name before the `@contoso.com`. */
  async person(name: string): Promise<string> {
    const { id } = (await this.ask("GET", `/users/${name}@contoso.com`)) as { id: string };
    return id;
  }

  /** Asks Graph as anybody would; throws for an error answer. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const init =
      body === undefined
        ? { method }
        : { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    const response = await this.tenant.fetch(new Request(`https://graph.microsoft.com/v1.0${path}`, init));
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} → ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** The role's rules as the tenant holds them. */
  async rules(role: string): Promise<ReadonlyMap<string, Rule>> {
    const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roleId(role)}'`;
    const path = `/policies/roleManagementPolicyAssignments?$filter=${encodeURIComponent(filter)}&$expand=policy($expand=rules)`;
    const { value } = (await this.ask("GET", path)) as { value: { policy: { id: string; rules: Rule[] } }[] };
    return ruleSet(value[0]?.policy.rules ?? []);
  }

  async settings(role: string): Promise<Settings> {
    return fromRules(await this.rules(role));
  }

  /** Changes the role's settings behind everybody's back. */
  async setRule(role: string, rule: string, properties: object): Promise<void> {
    const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roleId(role)}'`;
    const { value } = (await this.ask(
      "GET",
      `/policies/roleManagementPolicyAssignments?$filter=${encodeURIComponent(filter)}`,
    )) as {
      value: { policyId: string }[];
    };
    const live = (await this.rules(role)).get(rule);
    await this.ask("PATCH", `/policies/roleManagementPolicies/${value[0]?.policyId}/rules/${rule}`, {
      ...live,
      ...properties,
    });
  }

  /** Asks for a schedule as an administrator would by hand. @param expiration as Microsoft writes it; not for a removal */
  request(
    family: "eligibility" | "assignment",
    action: "adminAssign" | "adminUpdate" | "adminRemove",
    principalId: string | undefined,
    expiration: object = { type: "noExpiration" },
    role = "Exchange Administrator",
  ): Promise<unknown> {
    const collection = family === "assignment" ? "roleAssignmentScheduleRequests" : "roleEligibilityScheduleRequests";
    const tuple = { principalId, roleDefinitionId: roleId(role), directoryScopeId: "/", justification: "by hand" };
    const scheduleInfo = { startDateTime: this.tenant.clock.now().toISOString(), expiration };
    return this.ask("POST", `/roleManagement/directory/${collection}`, {
      action,
      ...tuple,
      ...(action !== "adminRemove" && { scheduleInfo }),
    });
  }

  /** Who holds the role; activations do not count. */
  holders(role: string): Holder[] {
    return this.tenant.holders().filter((one) => one.roleId === roleId(role) && one.state !== "activated");
  }

  /** How somebody holds a role at the tenant: `active`, `eligible until …`; sorted, empty for not at all. */
  holds(principal: string, role: string): string[] {
    return this.holders(role)
      .filter((one) => one.principalId === principal)
      .map(({ state, scope, end }) =>
        [state, ...(scope === "/" ? [] : [`at ${scope}`]), ...(end === null ? [] : [`until ${end}`])].join(" "),
      )
      .sort();
  }

  /** Whether somebody had the role at every moment since that change, and has it now; activations do not count. */
  heldSince(sequence: number, principal: string, role: string): boolean {
    let count = this.holds(principal, role).length;
    return this.tenant
      .changes(sequence)
      .filter(
        ({ family, key }) =>
          (family === "assignment" || family === "eligibility") &&
          key.includes(principal) &&
          key.includes(roleId(role)),
      )
      .toReversed()
      .every(({ before, after }) => {
        const held = count > 0;
        count += (before === null ? 0 : 1) - (after === null ? 0 : 1);
        return held && count > 0;
      });
  }

  /** The newest change, to count from. */
  changed(): number {
    return this.tenant.changes().at(-1)?.sequence ?? 0;
  }

  /** Requests that wanted to change something, since `sequence`; who signs in changes nothing. */
  writes(since: number): string[] {
    return this.tenant
      .requests(since)
      .filter(({ write, path }) => write && !path.includes("/oauth2/"))
      .map(({ method, path, status }) => `${method} ${path.split("?")[0]} ${status}`);
  }

  /** The sequence number to count from. */
  mark(): number {
    return this.tenant.requests().at(-1)?.sequence ?? 0;
  }

  close(): void {
    this.tenant.close();
  }
}

export function roleId(nameOrId: string): string {
  return builtInRole(nameOrId)?.id ?? nameOrId;
}
