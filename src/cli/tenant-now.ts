import { existsSync } from "node:fs";
import { connect, tenantConfig } from "../clients";
import { explain } from "../model";

/**
 * The time of the tenant that a stack's config names, asked from the working directory of the program. Undefined where it does
 * not answer: looking must not make a tenant, and a page about a log needs none.
 */
export async function tenantNow(config: Readonly<Record<string, string>>): Promise<Date | undefined> {
  const { value } = explain(tenantConfig, {
    tenant: config["pim:tenant"],
    tenantFile: config["pim:tenantFile"],
    tenantSeed: config["pim:tenantSeed"],
  });
  if (value === undefined || (value.tenant === "embedded" && !existsSync(value.tenantFile))) return undefined;
  const clients = connect(value);
  try {
    return await clients.entra.now();
  } catch {
    return undefined;
  } finally {
    clients.close();
  }
}
