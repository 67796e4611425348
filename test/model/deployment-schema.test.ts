import { readFileSync } from "node:fs";
import { expect } from "chai";
import { deploymentSchema } from "../../src/model";

describe("deploymentSchema", () => {
  it("is what schemas/deployment.json says; else: npm run build && node schemas/write.mjs", () => {
    expect(JSON.parse(readFileSync("schemas/deployment.json", "utf8"))).to.deep.equal(deploymentSchema());
  });

  it("tells an editor every field's meaning, and refuses unknown ones", () => {
    const { properties, additionalProperties } = deploymentSchema() as Record<
      string,
      Record<string, { description?: string }>
    >;
    expect(additionalProperties).to.equal(false);
    for (const [name, { description }] of Object.entries(properties ?? {})) expect(description, name).to.be.a("string");
  });
});
