import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { graphNeeds } from "../../../src/emulator/laws/graph-permissions";
import { pimReads, pimWrites } from "../../../src/emulator/laws/permission-sets";
import { graphRoutes } from "../../../src/emulator/routes";
import { type Asker, asker, at, idOf, verdict } from "../ask";
import { personSignedIn, signedInAs } from "./sign-in";

const denied = "403 Authorization_RequestDenied";
const graph = "https://graph.microsoft.com";

describe("permissions of Graph", () => {
  it("are said for every operation that there is; pim-reader has some for all reading, pim-deploy for all writing", () => {
    for (const route of graphRoutes) {
      const writes = route.write ?? route.method !== "GET";
      const needs = graphNeeds.filter(({ paths }) => paths.test(route.path));
      const name = `${route.method} ${route.path}`;
      expect(needs, name).to.not.be.empty;
      for (const { read, write = [], delegated } of needs) {
        if (delegated) continue;
        expect(
          (writes ? write : read).some((permission) => (writes ? pimWrites : pimReads).includes(permission)),
          `${name} ${writes ? write : read}`,
        ).to.equal(true);
      }
    }
  });

  describe("where sign-in is strict", () => {
    let ask: Asker;
    let deploy: Record<string, string>;
    let group: string;
    let roleGroup: string;
    beforeEach(async () => {
      ask = asker({ auth: "strict" });
      deploy = await signedInAs(ask, "pim-deploy");
      const get = (path: string) => ask.get(path, deploy);
      group = await idOf({ get }, "Sales");
      roleGroup = await idOf({ get }, "Security Approvers");
    });
    afterEach(() => ask.tenant.close());

    it("tell settings of groups from settings of roles", async () => {
      const settings = "/policies/roleManagementPolicyAssignments";
      const filters = {
        group: `$filter=scopeId eq '${group}' and scopeType eq 'Group'`,
        directory: "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'",
      };
      const users = await personSignedIn(ask, "sofia.almeida@contoso.com", graph);
      expect(verdict(await ask.get(`${settings}?${filters.group}`, users)), "a User Administrator").to.equal("200");
      expect(verdict(await ask.get(`${settings}?${filters.directory}`, users))).to.equal(denied);
      const reads = await personSignedIn(ask, "freya.larsen@contoso.com", graph);
      expect(verdict(await ask.get(`${settings}?${filters.directory}`, reads)), "a Security Reader").to.equal("200");
    });

    it("protect groups that may hold roles from who may only write groups", async () => {
      const users = await personSignedIn(ask, "sofia.almeida@contoso.com", graph);
      const change = (id: string, headers: Record<string, string>) =>
        ask.send("PATCH", `/groups/${id}`, { description: "new" }, headers);
      expect(verdict(await change(group, users))).to.equal("204");
      expect(verdict(await change(roleGroup, users))).to.equal(denied);
      const body = { displayName: "New", mailEnabled: false, mailNickname: "new", securityEnabled: true };
      const make = (headers: Record<string, string>) =>
        ask.send("POST", "/groups", { ...body, isAssignableToRole: true }, headers);
      expect(verdict(await make(users))).to.equal(denied);
      expect(verdict(await change(roleGroup, deploy))).to.equal("204");
      expect(verdict(await make(deploy))).to.equal("201");
    });

    it("show no more than id and kind of what a caller may not read", async () => {
      const seed = join(mkdtempSync(join(tmpdir(), "kinds-")), "seed.json");
      const people = {
        users: [{ userPrincipalName: "ann@t.example", displayName: "Ann" }],
        groups: [{ displayName: "Ops" }],
      };
      const servicePrincipals = [{ displayName: "narrow", permissions: ["User.Read.All"] }];
      writeFileSync(
        seed,
        JSON.stringify({ tenant: { displayName: "T", domain: "t.example" }, ...people, servicePrincipals }),
      );
      const narrow = asker({ auth: "strict", seed });
      rmSync(dirname(seed), { recursive: true });
      const headers = await signedInAs(narrow, "narrow");
      const idIn = (kind: string) => narrow.tenant.changes().find(({ family }) => family === kind)?.key[0];
      const ids = [idIn("user"), idIn("group")];
      const { body } = await narrow.send("POST", "/directoryObjects/getByIds", { ids }, headers);
      expect([at(body, "value", 0, "displayName"), at(body, "value", 1)]).to.deep.equal([
        "Ann",
        { "@odata.type": "#microsoft.graph.group", id: ids[1] },
      ]);
      narrow.tenant.close();
    });

    it("keep applications out of what is for people only", async () => {
      expect(verdict(await ask.get("/me", deploy))).to.equal(denied);
      const approvals = "/beta/roleManagement/directory/roleAssignmentApprovals";
      expect(verdict(await ask.get(`${approvals}/x`, deploy))).to.equal(denied);
    });
  });
});
