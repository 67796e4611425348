import { existsSync } from "node:fs";
import { Command } from "commander";
import { connect, type TenantConfig } from "../clients";
import { lookup } from "../lookup";
import { fail } from "./fail";
import { type Holding, holdingsOf } from "./holdings";
import { stackConfig } from "./stack-config";
import { whoTable } from "./who-table";

interface WhoFlags {
  readonly stack: string;
  readonly role?: string;
  readonly json?: true;
}

/** `pim who`: who holds what now, in the tenant of a stack. */
export function whoCommand(): Command {
  const command = new Command("who")
    .description("who holds which Entra role now, or may activate it, in the tenant of a stack; reads only")
    .option("--stack <name>", "the stack whose config (Pulumi.<name>.yaml) names the tenant", "dev")
    .option("--role <name>", "only roles whose name contains this, or the role of this id")
    .option("--json", "JSON instead of a table")
    .addHelpText("after", '\nExamples:\n  pim who\n  pim who --role "global admin"\n  pim who --json | jq length');
  return command.action(async (flags: WhoFlags) => {
    try {
      const config = stackConfig(flags.stack);
      refuseNoTenant(config);
      const holdings = (await readHoldings(config)).filter(({ role }) => isWanted(role, flags.role));
      const text = flags.json ? JSON.stringify(holdings, undefined, 2) : whoTable(holdings, process.stdout);
      process.stdout.write(`${text}\n`);
    } catch (error) {
      fail(command, error);
    }
  });
}

/** Looking must not make a tenant. */
function refuseNoTenant({ tenant, tenantFile }: TenantConfig): void {
  if (tenant !== "embedded" || existsSync(tenantFile)) return;
  throw new Error(`there is no embedded tenant at ${tenantFile} yet; npm run up makes it`);
}

async function readHoldings(config: TenantConfig): Promise<Holding[]> {
  const clients = connect(config);
  try {
    return await holdingsOf(clients, lookup(config));
  } finally {
    clients.close();
  }
}

function isWanted({ id, name }: Holding["role"], wanted = ""): boolean {
  return id === wanted.toLowerCase() || name.toLowerCase().includes(wanted.toLowerCase());
}
