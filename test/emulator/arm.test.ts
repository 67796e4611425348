import { expect } from "chai";
import { asker, at, listed, message, verdict } from "./ask";
import { armRoles, armWords, subscriptionNamed } from "./ask-arm";

const roles = "/providers/Microsoft.Authorization/roleDefinitions";

describe("Azure Resource Manager", () => {
  const ask = asker();
  const arm = armWords(ask);
  after(() => ask.tenant.close());

  it("refuses a request without api-version", async () => {
    const answer = await ask.get("https://management.azure.com/subscriptions");
    expect(verdict(answer)).to.equal("400 MissingApiVersionParameter");
  });

  it("names the versions of a type that is asked for in another one", async () => {
    const answer = await arm.get(roles, "1999-01-01");
    expect(verdict(answer)).to.equal("404 InvalidResourceType");
    expect(message(answer)).to.contain("'2015-07-01,2018-01-01-preview,2022-04-01,2022-05-01-preview'");
  });

  it("names the versions of its own resources too", async () => {
    expect(verdict(await arm.get("/subscriptions", "1999-01-01"))).to.equal("400 InvalidApiVersionParameter");
  });

  it("says 501 to what it does not know", async () => {
    expect(verdict(await arm.get("/providers/Microsoft.Unknown/things"))).to.equal("501 NotImplemented");
  });

  it("says 405 with the methods allowed to a method that a path does not have", async () => {
    const answer = await arm.send("PATCH", `${roles}/${armRoles.owner}`, {});
    expect(answer.status).to.equal(405);
    expect(answer.headers.get("allow")).to.contain("GET");
    expect(at(answer.body, "message")).to.equal("The requested resource does not support http method 'PATCH'.");
  });

  it("takes a path in any case, with slashes doubled", async () => {
    const subscription = await subscriptionNamed(arm, "Contoso Webshop");
    const path = `/${subscription.toUpperCase()}//resourcegroups/RG-WEB${roles.toLowerCase()}/${armRoles.reader}`;
    expect(at((await arm.get(path)).body, "id")).to.equal(`${subscription}${roles}/${armRoles.reader}`);
  });

  it("tells which scope is missing", async () => {
    const webshop = await subscriptionNamed(arm, "Contoso Webshop");
    const nobody = "00000000-0000-0000-0000-000000000001";
    expect(verdict(await arm.get(`/subscriptions/${nobody}${roles}`))).to.equal("404 SubscriptionNotFound");
    expect(verdict(await arm.get(`/subscriptions/no-guid${roles}`))).to.equal("400 InvalidSubscriptionId");
    expect(verdict(await arm.get(`${webshop}/resourceGroups/none${roles}`))).to.equal("404 ResourceGroupNotFound");
    expect(
      verdict(await arm.get(`${webshop}/resourceGroups/rg-web/providers/Microsoft.Web/sites/none${roles}`)),
    ).to.equal("404 ResourceNotFound");
    expect(verdict(await arm.get(`/providers/Microsoft.Management/managementGroups/none${roles}`))).to.equal(
      "404 NotFound",
    );
  });

  it("answers a batch item by item, each with its status", async () => {
    const requests = [
      { httpMethod: "GET", name: "one", url: `${roles}/${armRoles.owner}?api-version=2022-04-01` },
      { httpMethod: "GET", url: "https://management.azure.com/subscriptions?api-version=1999-01-01" },
    ];
    const answer = await arm.send("POST", "/batch", { requests }, "2020-06-01");
    const [one, two] = at(answer.body, "responses") as unknown[];
    expect(at(one, "name")).to.equal("one");
    expect(at(one, "httpStatusCode")).to.equal(200);
    expect(at(one, "content", "name")).to.equal(armRoles.owner);
    expect(at(two, "httpStatusCode")).to.equal(400);
    expect(at(two, "content", "error", "code")).to.equal("InvalidApiVersionParameter");
  });

  for (const requests of [undefined, [], [1], [{}], [{ url: "/x", httpMethod: "BREW" }]])
    it(`refuses a batch of ${JSON.stringify(requests)}`, async () => {
      expect(verdict(await arm.send("POST", "/batch", { requests }))).to.equal("400 InvalidRequestContent");
    });

  it("refuses a body that is no JSON", async () => {
    const answer = await arm.send("POST", "/batch", "{");
    expect(verdict(answer)).to.match(/^400 /);
  });
});

describe("Azure of Contoso", () => {
  const ask = asker();
  const arm = armWords(ask);
  after(() => ask.tenant.close());

  it("has six subscriptions", async () => {
    expect(listed(await arm.get("/subscriptions", "2022-12-01"))).to.have.length(6);
  });

  it("has every built-in role and one of its own", async () => {
    const all = listed(await arm.get(roles));
    expect(all).to.have.length(930);
    expect(all.filter((role) => at(role, "properties", "type") === "CustomRole")).to.have.length(1);
  });
});
