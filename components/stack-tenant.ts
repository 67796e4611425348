import * as pulumi from "@pulumi/pulumi";
import { type Lookup, lookup } from "../src/lookup";

/** The tenant that the stack config names: `pim:tenant`, `pim:tenantFile`, `pim:tenantSeed`. */
export function stackTenant(): Lookup {
  const config = new pulumi.Config("pim");
  return lookup({
    tenant: config.get("tenant"),
    tenantFile: config.get("tenantFile"),
    tenantSeed: config.get("tenantSeed"),
  });
}
