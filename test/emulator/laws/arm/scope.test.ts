import { expect } from "chai";
import fc from "fast-check";
import { parseScope } from "../../../../src/emulator/laws/arm/scope";

const subscription = "11111111-2222-3333-4444-555555555555";

describe("an ARM scope", () => {
  for (const [path, kind, id] of [
    ["", "tenant", "/"],
    ["/", "tenant", "/"],
    [
      "/PROVIDERS/microsoft.management/managementgroups/Platform",
      "managementGroup",
      "/providers/Microsoft.Management/managementGroups/Platform",
    ],
    [`Subscriptions/${subscription}/`, "subscription", `/subscriptions/${subscription}`],
    [
      `/providers/Microsoft.Subscription/subscriptions/${subscription}`,
      "subscription",
      `/subscriptions/${subscription}`,
    ],
    [
      `//subscriptions/${subscription}//resourcegroups/rg`,
      "resourceGroup",
      `/subscriptions/${subscription}/resourceGroups/rg`,
    ],
    [
      `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Sql/servers/s/databases/d`,
      "resource",
      `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Sql/servers/s/databases/d`,
    ],
    ["/providers/Microsoft.aadiam", "resource", "/providers/microsoft.aadiam"],
  ] as const)
    it(`reads ${path === "" ? "nothing" : path} as a ${kind}`, () => {
      expect(parseScope(path)).to.include({ kind, id });
    });

  for (const path of [
    "somewhere",
    "/subscriptions",
    `/subscriptions/${subscription}/resourceGroups`,
    `/subscriptions/${subscription}/tagNames/x`,
    `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Sql`,
    "/providers/Microsoft.Management/managementGroups/a/b",
  ])
    it(`does not read ${path}`, () => {
      expect(parseScope(path)).to.equal(undefined);
    });

  it("tells the type of a nested resource by its types alone", () => {
    const scope = parseScope(
      `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Sql/servers/s/databases/d`,
    );
    expect(scope).to.include({ type: "Microsoft.Sql/servers/databases", name: "d", resourceGroup: "rg", subscription });
  });

  it("reads its own id as itself", () => {
    const name = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom("", "/resourceGroups/rg", "/providers/A.B/c/d"), name, (suffix, id) => {
        const scope = parseScope(`/subscriptions/${id}${suffix}`);
        expect(parseScope(scope?.id ?? "?")).to.deep.equal(scope);
      }),
    );
  });
});
