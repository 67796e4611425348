import * as pulumi from "@pulumi/pulumi";
import { type Complaint, tell } from "../src/model";

const told = new WeakMap<Error, pulumi.RunError>();

/** What the person at the keyboard did wrong, for Pulumi to print as it is: no stack, no path of the machine. */
export function mistake(where: string, complaints: readonly Complaint[]): pulumi.RunError {
  return refusal(tell(where, complaints));
}

/** The same, with a message of its own. */
export function refusal(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  // Pulumi prints no stack of a RunError, yet inspects it; Node needs half a minute for a path that ends in node_modules/name
  error.stack = "";
  return error;
}

/**
 * Any other error, for Pulumi to print without a stack. Components that asked in the same wave share one error; they share
 * what is printed too, since Pulumi prints an error once.
 */
export function withoutStack(error: unknown): unknown {
  if (pulumi.RunError.isInstance(error) || !(error instanceof Error)) return error;
  const known = told.get(error) ?? refusal(error.message);
  told.set(error, known);
  return known;
}
