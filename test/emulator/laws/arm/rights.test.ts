import { expect } from "chai";
import fc from "fast-check";
import { covers } from "../../../../src/emulator/laws/arm/rights";
import { type Asker, asker, at, listed, verdict } from "../../ask";
import { type ArmAsker, armRoles, armWords, subscriptionNamed } from "../../ask-arm";
import { personSignedIn, signedInAs } from "../../sign-in/sign-in";

const assignments = "/providers/Microsoft.Authorization/roleAssignments";
const definitions = "/providers/Microsoft.Authorization/roleDefinitions";
const groups = "/providers/Microsoft.Management/managementGroups";
const azure = "https://management.azure.com";
const name = "12345678-1234-1234-1234-123456789abc";

describe("an action pattern", () => {
  it("covers itself in any case, and any text at a star", () => {
    const word = fc.stringMatching(/^[A-Za-z.]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 5 }), fc.nat(4), (words, place) => {
        const action = words.join("/");
        const starred = words.map((each, index) => (index === place % words.length ? "*" : each)).join("/");
        expect(covers([action.toUpperCase()], action)).to.equal(true);
        expect(covers([starred], action)).to.equal(true);
        expect(covers([`${action}/x`], action)).to.equal(false);
      }),
    );
  });

  it("takes a dot as a dot", () => {
    expect(covers(["Microsoft.Web/*"], "MicrosoftXWeb/sites")).to.equal(false);
  });
});

describe("rights in Azure where callers sign in", () => {
  let ask: Asker;
  let deploy: ArmAsker;
  const words = ({ Authorization = "" }) => armWords(ask, Authorization.replace("Bearer ", ""));
  const wordsOfUser = async (username: string) => words(await personSignedIn(ask, username, azure));
  beforeEach(async () => {
    ask = asker({ auth: "strict" });
    deploy = words(await signedInAs(ask, "pim-deploy", azure));
  });
  afterEach(() => ask.tenant.close());

  it("end with the token", async () => {
    ask.tenant.clock.advance("PT2H");
    expect(verdict(await deploy.get("/subscriptions", "2022-12-01"))).to.equal("401 ExpiredAuthenticationToken");
  });

  it("show the subscriptions that somebody holds a role at, above or below", async () => {
    const seenBy = async (words: ArmAsker) =>
      listed(await words.get("/subscriptions", "2022-12-01")).map((row) => at(row, "displayName"));
    expect(await seenBy(deploy)).to.have.length(6);
    expect(await seenBy(await wordsOfUser("gustav.holm@contoso.com"))).to.have.members([
      "Contoso Webshop",
      "Contoso Test",
    ]);
    expect(await seenBy(await wordsOfUser("oscar.berg@contoso.com"))).to.deep.equal(["Contoso Identity"]);
    expect(await seenBy(await wordsOfUser("zoe.martin@contoso.com"))).to.deep.equal([]);
  });

  it("let nobody move a group to where they may not write", async () => {
    const contributor = {
      principalId: ask.tenant.deployerId,
      roleDefinitionId: `${definitions}/${armRoles.contributor}`,
    };
    await deploy.send("PUT", `${groups}/contoso-sandbox${assignments}/${name}`, { properties: contributor });
    const move = { parentGroupId: `${groups}/contoso-platform` };
    const refused = await deploy.send("PATCH", `${groups}/contoso-sandbox`, move, "2020-05-01");
    expect(verdict(refused)).to.equal("403 LinkedAuthorizationFailed");
  });

  it("over the logs of the directory can be given at their provider", async () => {
    const megan = await wordsOfUser("megan.bowen@contoso.com");
    const logs = "/providers/microsoft.aadiam/diagnosticSettings";
    expect(verdict(await deploy.get(logs, "2017-04-01"))).to.equal("403 AuthorizationFailed");
    const properties = {
      principalId: ask.tenant.deployerId,
      roleDefinitionId: `${definitions}/${armRoles.contributor}`,
    };
    const given = await megan.send("PUT", `/providers/Microsoft.aadiam${assignments}/${name}`, { properties });
    expect([given.status, at(given.body, "properties", "scope")]).to.deep.equal([201, "/providers/microsoft.aadiam"]);
    expect((await deploy.get(logs, "2017-04-01")).status).to.equal(200);
  });

  it("end where something is denied, even an owner's", async () => {
    const vault = `${await subscriptionNamed(deploy, "Contoso Identity")}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-contoso-root`;
    const owner = await wordsOfUser("nestor.wilke@contoso.com");
    expect((await owner.get(vault, "2021-10-01")).status).to.equal(200);
    expect(verdict(await owner.send("DELETE", vault))).to.equal("403 AuthorizationFailed");
    const excluded = await wordsOfUser("adele.vance@contoso.com");
    expect((await excluded.send("DELETE", vault)).status).to.equal(200);
  });
});
