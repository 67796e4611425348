import * as pulumi from "@pulumi/pulumi";
import { type Complaint, tell } from "../src/model";

const told = new WeakMap<Error, pulumi.RunError>();

/** What the person at the keyboard did wrong, for Pulumi to print as it is: no stack, no path of the machine. */
export function mistake(where: string, complaints: readonly Complaint[]): pulumi.RunError {
  return new pulumi.RunError(tell(where, complaints));
}

/**
 * Any other error, for Pulumi to print without a stack. Components that asked in the same wave share one error; they share
 * what is printed too, since Pulumi prints an error once.
 */
export function withoutStack(error: unknown): unknown {
  if (pulumi.RunError.isInstance(error) || !(error instanceof Error)) return error;
  const known = told.get(error) ?? new pulumi.RunError(error.message);
  told.set(error, known);
  return known;
}
