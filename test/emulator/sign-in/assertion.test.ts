import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Asker, asker, at } from "../ask";
import { tokenAnswer } from "./sign-in";

const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

describe("a client that signs an assertion", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  let folder: string;
  let ask: Asker;
  let client: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "assertion-"));
    const seed = join(folder, "seed.json");
    const certificates = [publicKey.export({ type: "spki", format: "pem" })];
    const servicePrincipals = [{ displayName: "signer", certificates }];
    writeFileSync(
      seed,
      JSON.stringify({ tenant: { displayName: "T", domain: "t.example" }, servicePrincipals, deployer: "signer" }),
    );
    ask = asker({ seed });
    client = String(at((await ask.get("/servicePrincipals")).body, "value", 0, "appId"));
  });
  after(() => {
    ask.tenant.close();
    rmSync(folder, { recursive: true });
  });

  const aud = "https://login.microsoftonline.com/t.example/oauth2/v2.0/token";
  const assertion = (key: KeyObject, claims: object, alg = "RS256") => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const text = `${part({ alg, typ: "JWT" })}.${part({ iss: client, sub: client, aud, ...claims })}`;
    const padding = alg === "PS256" ? { padding: 6, saltLength: 32 } : {};
    return `${text}.${sign("RSA-SHA256", Buffer.from(text), { key, ...padding }).toString("base64url")}`;
  };
  const signIn = async (client_assertion: string) => {
    const { status, body } = await tokenAnswer(ask, {
      grant_type: "client_credentials",
      client_id: client,
      client_assertion_type: type,
      client_assertion,
      scope: "https://graph.microsoft.com/.default",
    });
    return status === 200 ? 200 : [status, at(body, "error"), at(body, "error_codes", 0)];
  };

  it("gets a token with the key registered for it, RS256 or PS256, whatever the assertion's times", async () => {
    expect(await signIn(assertion(privateKey, { exp: 1 }))).to.equal(200);
    expect(await signIn(assertion(privateKey, {}, "PS256"))).to.equal(200);
  });

  it("is refused with another key, for another audience, in another's name, or with nonsense", async () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    expect(await signIn(assertion(other, {}))).to.deep.equal([401, "invalid_client", 700027]);
    expect(await signIn(assertion(privateKey, {}, "none"))).to.deep.equal([401, "invalid_client", 700027]);
    expect(await signIn(assertion(privateKey, { aud: "https://evil.example/" }))).to.deep.equal([
      401,
      "invalid_client",
      700023,
    ]);
    expect(await signIn(assertion(privateKey, { sub: "somebody" }))).to.deep.equal([401, "invalid_client", 50027]);
    expect(await signIn("nonsense")).to.deep.equal([401, "invalid_client", 50027]);
  });

  it("cannot be seeded with what is no certificate", () => {
    const seed = join(folder, "bad.json");
    const servicePrincipals = [{ displayName: "signer", certificates: ["nonsense"] }];
    writeFileSync(seed, JSON.stringify({ tenant: { displayName: "T", domain: "t.example" }, servicePrincipals }));
    expect(() => asker({ seed })).to.throw('the seed gives "signer" a certificate that is no PEM of an RSA key');
  });
});
