import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type TenantConfig, tenantConfig } from "../clients";
import { explain, isMapping, tell } from "../model";

/**
 * The tenant that a stack's config names (`pim:tenant` and the like), from `Pulumi.<stack>.yaml` in the working directory.
 * Errors: no such file, no YAML, values that cannot be.
 */
export function stackConfig(stack: string): TenantConfig {
  const file = `Pulumi.${stack}.yaml`;
  const config = configOf(file, stack);
  const { value, complaints } = explain(tenantConfig, {
    tenant: config["pim:tenant"],
    tenantFile: config["pim:tenantFile"],
    tenantSeed: config["pim:tenantSeed"],
  });
  if (value === undefined) throw new Error(tell(`${file}, config pim`, complaints));
  return value;
}

function configOf(file: string, stack: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(
      `there is no ${file} here, so the tenant of stack "${stack}" is not known; run this in the folder of Pulumi.yaml, or name the stack: --stack NAME`,
    );
  }
  try {
    const { config } = (parse(text) ?? {}) as { config?: unknown };
    return isMapping(config) ? config : {};
  } catch (error) {
    throw new Error(`${file} is malformed YAML: ${String((error as Error).message).split("\n")[0]}`);
  }
}
