import { MISSING_PRINCIPALS, readMissingPrincipals } from "../src/model";

/** Whether this run leaves out people whom the tenant does not know, as after a revert months later. */
export function skipsMissing(): boolean {
  return readMissingPrincipals(process.env[MISSING_PRINCIPALS]).value === "skip";
}
