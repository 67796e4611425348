import { expect } from "chai";
import * as yaml from "yaml";
import { readDeployment } from "../../src/model";

/** What the user is told about a file, without the file's name. */
export const told = (...lines: string[]) => {
  const text = readDeployment(`${lines.join("\n")}\n`, yaml);
  const complaints = text.complaints();
  expect(text.deployment === undefined).to.equal(complaints.length > 0);
  return complaints.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
};
/** The same about lines of one role. */
export const inRole = (...lines: string[]) =>
  told("entraRoles:", "  Exchange Administrator:", ...lines.map((one) => `    ${one}`));
export const at = "entraRoles.Exchange Administrator";

/** A mistake, a file that makes it, and what the user is told. */
export type Case = readonly [what: string, got: () => string[], expected: readonly string[]];
