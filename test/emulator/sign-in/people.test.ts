import { expect } from "chai";
import {
  type Answer,
  type Asker,
  asker,
  at,
  idOf,
  listed,
  message,
  requestBody,
  roles,
  schedulePath,
  verdict,
} from "../ask";
import { bearer, claimsIn, signedInAs, tokenAnswer } from "./sign-in";

const cli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const graph = "https://graph.microsoft.com";
const password = "embedded-tenant";

describe("people who sign in", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker({ auth: "strict" });
  });
  afterEach(() => ask.tenant.close());

  const byPassword = (username: string, more: Record<string, string> = {}) =>
    tokenAnswer(ask, {
      grant_type: "password",
      client_id: cli,
      username,
      password,
      scope: `${graph}/.default`,
      ...more,
    });
  const byDevice = (device_code: unknown, more: Record<string, string> = {}) =>
    tokenAnswer(ask, {
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      client_id: cli,
      device_code: String(device_code),
      ...more,
    });
  const post = async (path: string, form: Record<string, string>) => {
    const url = `https://login.microsoftonline.com${path}`;
    const answer = await ask.tenant.fetch(new Request(url, { method: "POST", body: new URLSearchParams(form) }));
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const start = async (scope = `${graph}/.default offline_access`) =>
    (await post("/organizations/oauth2/v2.0/devicecode", { client_id: cli, scope })).body;
  const approve = (code: unknown, username: string, more: Record<string, string> = {}) =>
    post("/devicelogin", { user_code: String(at(code, "user_code")), username, password, ...more });
  const oauth = ({ status, body }: Pick<Answer, "status" | "body">) => [
    status,
    at(body, "error"),
    at(body, "error_codes", 0),
  ];

  it("get a token that names them, what their client may do, and the roles they hold", async () => {
    const { status, body } = await byPassword("henrietta.mueller@contoso.com", {
      scope: "RoleManagement.Read.Directory openid profile",
      client_info: "1",
    });
    expect(status).to.equal(200);
    const claims = claimsIn(body);
    expect(claims).to.include({
      upn: "henrietta.mueller@contoso.com",
      name: "Henrietta Mueller",
      appid: cli,
      scp: "RoleManagement.Read.Directory",
      idtyp: "user",
    });
    expect(claims.amr).to.deep.equal(["pwd"]);
    expect(claims.wids).to.include("e8611ab8-c189-46e8-94e1-60213ab1f814");
    expect(claims).to.not.have.any.keys("roles", "acrs");
    expect(claimsIn(at(body, "id_token"))).to.include({
      aud: cli,
      preferred_username: "henrietta.mueller@contoso.com",
    });
    const info = JSON.parse(Buffer.from(String(at(body, "client_info")), "base64url").toString());
    expect(info).to.deep.equal({ uid: claims.oid, utid: ask.tenant.tenantId });
  });

  it("have signed in when they did, which the audit log of the directory does not tell", async () => {
    const deploy = await signedInAs(ask, "pim-deploy");
    const events = async () => listed(await ask.get("/auditLogs/directoryAudits", deploy)).length;
    const before = await events();
    ask.tenant.clock.advance("PT10M");
    await byPassword("grady.archie@contoso.com");
    const { body } = await ask.get("/users/grady.archie@contoso.com?$select=signInActivity", deploy);
    expect(at(body, "signInActivity", "lastSignInDateTime")).to.equal("2027-03-01T08:10:00Z");
    expect(await events()).to.equal(before);
    const { actor, family } = ask.tenant.changes().at(-1) ?? {};
    expect([family, actor]).to.deep.equal([
      "signIn",
      await idOf({ get: (path) => ask.get(path, deploy) }, "grady.archie@contoso.com"),
    ]);
  });

  it("are refused in Microsoft's codes", async () => {
    const cases: readonly (readonly [string, Record<string, string>, readonly [number, string, number]])[] = [
      ["zoe.martin@contoso.com", { password: "guess" }, [400, "invalid_grant", 50126]],
      ["nobody@contoso.com", {}, [400, "invalid_grant", 50034]],
      [
        "zoe.martin@contoso.com",
        { client_id: "11111111-1111-1111-1111-111111111111" },
        [400, "unauthorized_client", 700016],
      ],
      [
        "zoe.martin@contoso.com",
        { scope: `${graph}/User.Read https://management.azure.com/.default` },
        [400, "invalid_scope", 28000],
      ],
      ["zoe.martin@contoso.com", { claims: "{" }, [400, "invalid_request", 165900]],
    ];
    for (const [username, more, expected] of cases)
      expect(oauth(await byPassword(username, more)), JSON.stringify(more)).to.deep.equal(expected);
  });

  it("cannot sign in once their account is disabled, nor go on", async () => {
    const { body } = await byPassword("zoe.martin@contoso.com", { scope: `${graph}/.default offline_access` });
    const deploy = await signedInAs(ask, "pim-deploy");
    await ask.send("PATCH", "/users/zoe.martin@contoso.com", { accountEnabled: false }, deploy);
    expect(oauth(await byPassword("zoe.martin@contoso.com"))).to.deep.equal([400, "invalid_grant", 50057]);
    const again = { grant_type: "refresh_token", client_id: cli, refresh_token: String(at(body, "refresh_token")) };
    expect(oauth(await tokenAnswer(ask, again))).to.deep.equal([400, "invalid_grant", 50057]);
  });

  it("sign in on another device: pending, approved with MFA, and the code is used up", async () => {
    const code = await start();
    expect(code).to.include({ verification_uri: "https://login.microsoftonline.com/devicelogin", expires_in: 900 });
    expect(oauth(await byDevice(at(code, "device_code")))).to.deep.equal([400, "authorization_pending", 70016]);
    expect((await approve(code, "zoe.martin@contoso.com")).status).to.equal(200);
    const { status, body } = await byDevice(at(code, "device_code"));
    expect(status).to.equal(200);
    expect(claimsIn(body)).to.deep.include({ upn: "zoe.martin@contoso.com", amr: ["pwd", "mfa"] });
    expect(verdict(await ask.get("/me", bearer(body)))).to.equal("200");
    expect(oauth(await byDevice(at(code, "device_code")))).to.deep.equal([400, "bad_verification_code", 70019]);
  });

  it("have fifteen minutes for it, by the tenant's clock", async () => {
    const code = await start();
    ask.tenant.clock.advance("PT15M");
    expect(oauth(await approve(code, "zoe.martin@contoso.com"))).to.deep.equal([400, "invalid_request", 70018]);
    expect(oauth(await byDevice(at(code, "device_code")))).to.deep.equal([400, "expired_token", 70020]);
  });

  it("stay signed in with a refresh token, for another service too; not with a forged one", async () => {
    const code = await start();
    await approve(code, "zoe.martin@contoso.com");
    const refresh_token = String(at((await byDevice(at(code, "device_code"))).body, "refresh_token"));
    ask.tenant.clock.advance("P30D");
    const form = { grant_type: "refresh_token", client_id: cli, refresh_token };
    const arm = await tokenAnswer(ask, { ...form, scope: "https://management.azure.com/.default" });
    expect(claimsIn(arm.body)).to.deep.include({
      aud: "https://management.azure.com",
      scp: "user_impersonation",
      amr: ["pwd", "mfa"],
    });
    const access = String(at(arm.body, "access_token"));
    for (const forged of [access, `${refresh_token}x`, "nonsense"])
      expect(oauth(await tokenAnswer(ask, { ...form, refresh_token: forged }))).to.deep.equal([
        400,
        "invalid_grant",
        9002313,
      ]);
    ask.tenant.clock.advance("P61D");
    expect(oauth(await tokenAnswer(ask, form))).to.deep.equal([400, "invalid_grant", 700082]);
  });

  it("answer a claims challenge by signing in again with what it asks for", async () => {
    const chiara = "chiara.conti@contoso.com";
    const code = await start();
    await approve(code, chiara);
    const { body } = await byDevice(at(code, "device_code"));
    const id = await idOf({ get: (path) => ask.get(path, bearer(body)) }, chiara);
    const wish = requestBody(id, roles.conditionalAccessAdministrator, {
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
    });
    const refused = await ask.send("POST", schedulePath.assignment, wish, bearer(body));
    expect(verdict(refused)).to.equal("400 RoleAssignmentRequestAcrsValidationFailed");
    const claims = decodeURIComponent(message(refused).split("&claims=")[1] ?? "");
    expect(oauth(await byPassword(chiara, { claims }))).to.deep.equal([400, "interaction_required", 50076]);
    const form = {
      grant_type: "refresh_token",
      client_id: cli,
      refresh_token: String(at(body, "refresh_token")),
      claims,
    };
    const stepped = await tokenAnswer(ask, form);
    expect(claimsIn(stepped.body).acrs).to.deep.equal(["c1"]);
    expect(verdict(await ask.send("POST", schedulePath.assignment, wish, bearer(stepped.body)))).to.equal("201");
  });

  it("need a directory role beside the permission, for others' matters but not for their own", async () => {
    const read = "/roleManagement/directory/roleEligibilitySchedules";
    const zoe = bearer((await byPassword("zoe.martin@contoso.com")).body);
    const henrietta = bearer((await byPassword("henrietta.mueller@contoso.com")).body);
    const freya = bearer((await byPassword("freya.larsen@contoso.com")).body);
    const id = await idOf({ get: (path) => ask.get(path, zoe) }, "zoe.martin@contoso.com");
    const assign = (headers: Record<string, string>) =>
      ask.send("POST", schedulePath.eligibility, requestBody(id, roles.userAdministrator), headers);
    expect(verdict(await ask.get(read, zoe))).to.equal("403 Authorization_RequestDenied");
    expect(verdict(await ask.get(`${read}/filterByCurrentUser(on='principal')`, zoe))).to.equal("200");
    expect(verdict(await ask.get(read, freya)), "Security Reader").to.equal("200");
    expect(verdict(await assign(freya))).to.equal("403 Authorization_RequestDenied");
    expect(verdict(await assign(henrietta)), "Privileged Role Administrator").to.equal("201");
    const reading = bearer(
      (await byPassword("henrietta.mueller@contoso.com", { scope: "RoleManagement.Read.Directory" })).body,
    );
    expect(verdict(await assign(reading)), "a client that may only read").to.equal("403 Authorization_RequestDenied");
  });
});
