import * as pulumi from "@pulumi/pulumi";
import { type Lookup, lookup } from "../src/lookup";
import { MISSING_PRINCIPALS, readMissingPrincipals } from "../src/model";
import { declaredInProgram } from "./declared";
import { refusal, withoutStack } from "./mistake";

/** The tenant that the stack config names: `pim:tenant`, `pim:tenantFile`, `pim:tenantSeed`. Asks nothing yet. */
export async function stackTenant(): Promise<Lookup> {
  const program = declaredInProgram();
  // one promise for all components, so that a config which cannot be is told once
  program.tenant ??= open();
  return program.tenant;
}

async function open(): Promise<Lookup> {
  const config = new pulumi.Config("pim");
  const { complaint } = readMissingPrincipals(process.env[MISSING_PRINCIPALS]);
  if (complaint !== undefined) throw refusal(complaint);
  try {
    return lookup({
      tenant: config.get("tenant"),
      tenantFile: config.get("tenantFile"),
      tenantSeed: config.get("tenantSeed"),
    });
  } catch (error) {
    throw withoutStack(error);
  }
}
