/** The program of the equal floor: the lines of the file `lines.json` beside Pulumi.yaml, with the options that ours have. */
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { FloorLine } from "./floor-lines";

class Custom extends pulumi.CustomResource {}

class Component extends pulumi.ComponentResource {
  constructor(type: string, name: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions) {
    super(type, name, inputs, options);
    this.registerOutputs({});
  }
}

const lines = JSON.parse(readFileSync("lines.json", "utf8")) as FloorLine[];
const made = new Map<string, pulumi.Resource>();

for (const { urn, type, kind, name, inputs, parent, dependsOn, stashed } of lines) {
  const above = parent === undefined ? undefined : made.get(parent);
  const options = {
    ...(above && { parent: above }),
    dependsOn: dependsOn.flatMap((other) => made.get(other) ?? []),
  };
  if (kind === "component") {
    made.set(urn, new Component(type, name, inputs, options));
  } else if (kind === "stash") {
    made.set(urn, new pulumi.Stash(name, { input: inputs.input }, { ...options, ignoreChanges: ["input"] }));
  } else {
    const props = { ...inputs };
    for (const [property, from] of Object.entries(stashed)) {
      const stash = made.get(from);
      if (stash instanceof pulumi.Stash) props[property] = stash.output;
    }
    made.set(urn, new Custom(type, name, props, { ...options, ignoreChanges: ["found"] }));
  }
}
