/** What a program has declared so far, so that its components know each other whatever the order of its lines. */
import * as pulumi from "@pulumi/pulumi";
import type { Lookup } from "../src/lookup";
import type { PrincipalReference } from "../src/model";

interface Declared {
  /** Break-glass accounts, and the component that keeps them. */
  readonly emergency: { readonly accounts: readonly PrincipalReference[]; readonly component: pulumi.Resource }[];
  /** The tenant it talks to. */
  tenant?: Promise<Lookup>;
  /** Settings by role, as soon as each component has them. */
  readonly settings: Promise<{ readonly role: string; readonly resource: pulumi.Resource }>[];
}

/** One per run: a process may run several programs (Automation API), and each talks to a monitor of its own. */
const programs = new WeakMap<object, Declared>();
const noEngine = {};

export function declaredInProgram(): Declared {
  const program = pulumi.runtime.getMonitor() ?? noEngine;
  const known: Declared = programs.get(program) ?? { emergency: [], settings: [] };
  programs.set(program, known);
  return known;
}

/** Resolves when everything that the program constructs in this turn of the event loop stands. */
export function programBuilt(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
