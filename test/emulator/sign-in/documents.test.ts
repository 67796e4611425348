import { createPublicKey, verify } from "node:crypto";
import { expect } from "chai";
import { type Asker, asker, at } from "../ask";
import { secretForm, tokenAnswer } from "./sign-in";

const login = "https://login.microsoftonline.com";

describe("documents of sign-in", () => {
  let ask: Asker;
  before(() => {
    ask = asker({ auth: "strict" });
  });
  after(() => ask.tenant.close());

  it("tell where tokens are, under every name of the tenant, without a token", async () => {
    for (const name of ["common", "contoso.com", ask.tenant.tenantId]) {
      const { status, body } = await ask.get(`${login}/${name}/v2.0/.well-known/openid-configuration`);
      expect(status).to.equal(200);
      const authority = `${login}/${ask.tenant.tenantId}`;
      expect(body).to.include({
        issuer: `${authority}/v2.0`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
      });
    }
    expect((await ask.get(`${login}/fabrikam.com/v2.0/.well-known/openid-configuration`)).status).to.equal(400);
  });

  it("hold the key with which tokens can be checked", async () => {
    const { body } = await ask.get(`${login}/common/discovery/v2.0/keys`);
    const jwk = at(body, "keys", 0) as { kid: string; kty: string; n: string; e: string };
    const token = String(at((await tokenAnswer(ask, secretForm(ask, "pim-reader"))).body, "access_token"));
    const [head = "", claims = "", signature = ""] = token.split(".");
    expect(JSON.parse(Buffer.from(head, "base64url").toString())).to.include({ alg: "RS256", kid: jwk.kid });
    const key = createPublicKey({ key: jwk, format: "jwk" });
    expect(verify("RSA-SHA256", Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, "base64url"))).to.equal(
      true,
    );
    expect(jwk).to.not.have.any.keys("d", "p", "q");
  });

  it("name the hosts of this cloud", async () => {
    const { body } = await ask.get(`${login}/common/discovery/instance?api-version=1.1&authorization_endpoint=x`);
    expect(at(body, "metadata", 0, "aliases")).to.deep.equal(["login.microsoftonline.com"]);
  });

  it("describe the cloud as one object, to older api-versions as a list", async () => {
    const url = "https://management.azure.com/metadata/endpoints?api-version=";
    const { body: cloud } = await ask.get(`${url}2022-09-01`);
    expect(cloud).to.include({
      resourceManager: "https://management.azure.com/",
      microsoftGraphResourceId: "https://graph.microsoft.com/",
    });
    expect(at(cloud, "authentication")).to.include({ loginEndpoint: login, tenant: "common", identityProvider: "AAD" });
    expect(at(cloud, "authentication", "audiences")).to.have.length.above(0);
    expect(at(cloud, "suffixes")).to.include.keys("storage", "keyVaultDns");
    expect((await ask.get(`${url}2019-05-01`)).body).to.deep.equal([cloud]);
  });

  it("are not confused by a slash too many, and by what does not exist", async () => {
    expect((await ask.get(`${login}//common/v2.0/.well-known/openid-configuration`)).status).to.equal(200);
    const { status, body } = await ask.get(`${login}/common/oauth2/v2.0/logout`);
    expect([status, at(body, "error")]).to.deep.equal([501, "NotImplemented"]);
  });
});
