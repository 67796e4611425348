import { expect } from "chai";
import { type Asker, asker, at } from "../ask";
import { claimsIn, secretForm, tokenAnswer } from "./sign-in";

describe("the token endpoint", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  it("gives a service principal that knows its secret a token with its ids and permissions, by the tenant's clock", async () => {
    const { status, body } = await tokenAnswer(ask, secretForm(ask, "pim-reader"));
    expect(status).to.equal(200);
    expect(body).to.include({ token_type: "Bearer", expires_in: 3599 });
    const known = ask.tenant.credentials("pim-reader");
    const claims = claimsIn(body);
    expect(claims).to.include({
      aud: "https://graph.microsoft.com",
      iss: `https://sts.windows.net/${ask.tenant.tenantId}/`,
      tid: ask.tenant.tenantId,
      oid: known?.objectId,
      appid: known?.clientId,
      idtyp: "app",
      ver: "1.0",
      iat: Date.parse("2027-03-01T08:00:00Z") / 1000,
    });
    expect(claims.exp).to.equal(Number(claims.iat) + 3599);
    expect(claims.roles).to.include("RoleManagementPolicy.Read.Directory");
    expect(claims.roles).to.satisfy((roles: string[]) => roles.every((role) => role.includes(".Read.")));
  });

  it("takes the tenant by id, by domain and as common; another is refused", async () => {
    const form = secretForm(ask, "pim-deploy");
    for (const name of [ask.tenant.tenantId, "contoso.com", "common"])
      expect((await tokenAnswer(ask, form, name)).status, name).to.equal(200);
    const { status, body } = await tokenAnswer(ask, form, "fabrikam.com");
    expect([status, at(body, "error"), at(body, "error_codes")]).to.deep.equal([400, "invalid_request", [90002]]);
  });

  it("takes the resource with one slash more, as the Azure CLI writes it", async () => {
    const form = { ...secretForm(ask, "pim-deploy"), scope: "https://graph.microsoft.com//.default" };
    expect(claimsIn((await tokenAnswer(ask, form)).body).aud).to.equal("https://graph.microsoft.com/");
  });

  it("says in Microsoft's codes what is wrong with a request", async () => {
    const form = secretForm(ask, "pim-deploy");
    const { client_secret: _, ...withoutSecret } = form;
    const cases: readonly (readonly [Record<string, string>, number, string, number])[] = [
      [{ ...form, client_secret: "guess" }, 401, "invalid_client", 7000215],
      [withoutSecret, 401, "invalid_client", 7000218],
      [{ ...form, client_id: "00000000-0000-0000-0000-000000000001" }, 400, "unauthorized_client", 700016],
      [{ ...form, scope: "https://graph.microsoft.com/User.Read" }, 400, "invalid_scope", 1002012],
      [{ ...form, scope: "https://vault.example/.default" }, 400, "invalid_resource", 500011],
      [{ ...form, grant_type: "magic" }, 400, "unsupported_grant_type", 70003],
      [{ client_id: "x" }, 400, "invalid_request", 900144],
    ];
    for (const [wrong, status, error, number] of cases) {
      const answer = await tokenAnswer(ask, wrong);
      expect([answer.status, at(answer.body, "error"), at(answer.body, "error_codes")]).to.deep.equal([
        status,
        error,
        [number],
      ]);
      expect(at(answer.body, "error_description")).to.match(new RegExp(`^AADSTS${number}: `));
    }
  });

  it("never writes a secret into the log of changes", () => {
    expect(JSON.stringify(ask.tenant.changes())).to.not.contain(ask.tenant.credentials("pim-deploy")?.clientSecret);
  });
});
