import { expect } from "chai";
import { floorLines } from "../../bench/floor-lines";

const urn = (type: string, name: string) => `urn:pulumi:bench::bench::${type}::${name}`;
const component = urn("pim:index:EntraRole", "role");
const stash = urn("pulumi:index:Stash", "before");
const settings = urn("pim:index:EntraRole$pulumi-nodejs:dynamic/pim:EntraRoleSettings", "settings");
const state = JSON.stringify({
  deployment: {
    resources: [
      { urn: urn("pulumi:pulumi:Stack", "bench-bench"), type: "pulumi:pulumi:Stack", custom: false },
      { urn: component, type: "pim:index:EntraRole", custom: false, parent: urn("pulumi:pulumi:Stack", "bench-bench") },
      { urn: stash, type: "pulumi:index:Stash", custom: true, inputs: { input: "text" } },
      { urn: urn("pulumi:providers:pulumi-nodejs", "default"), type: "pulumi:providers:pulumi-nodejs", custom: true },
      {
        urn: settings,
        type: "pulumi-nodejs:dynamic/pim:EntraRoleSettings",
        custom: true,
        inputs: { role: "one", before: "text" },
        parent: component,
        dependencies: [component, stash],
        propertyDependencies: { before: [stash], role: [] },
      },
    ],
  },
});

describe("what the equal floor declares", () => {
  it("is what the state has, but for what the engine makes itself", () => {
    expect(floorLines(state).map(({ kind, name }) => [kind, name])).to.deep.equal([
      ["component", "role"],
      ["stash", "before"],
      ["custom", "settings"],
    ]);
  });

  it("keeps parents, dependencies and what comes from a Stash", () => {
    const [role, , ours] = floorLines(state);
    expect(role).not.to.have.property("parent");
    expect(ours).to.deep.include({
      parent: component,
      dependsOn: [component],
      stashed: { before: stash },
      inputs: { role: "one", before: "text" },
    });
  });
});
