import { expect } from "chai";
import * as fc from "fast-check";
import { type Asker, asker, at } from "../ask";
import { secretForm, tokenAnswer } from "./sign-in";

describe("hostile input to sign-in", () => {
  let ask: Asker;
  before(() => {
    ask = asker({ auth: "strict" });
  });
  after(() => ask.tenant.close());

  const oddities = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "constructor",
      "__proto__",
      "toString",
      "a.b.c",
      "https://x/.default",
      "{}",
      "[]",
      "null",
      "\u0000",
    ),
  );
  const fields = [
    "grant_type",
    "client_id",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
    "scope",
    "username",
    "password",
    "device_code",
    "refresh_token",
    "claims",
  ];
  const grants = [
    "client_credentials",
    "password",
    "refresh_token",
    "urn:ietf:params:oauth:grant-type:device_code",
    "constructor",
  ];
  const cli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

  it("as a form is refused in OAuth's words, never a failure of the tenant", async function () {
    this.timeout(60_000);
    const form = fc.tuple(
      fc.dictionary(fc.constantFrom(...fields), oddities),
      fc.constantFrom(...grants),
      fc.constantFrom({}, { client_id: cli }, secretForm(ask, "pim-reader")),
    );
    await fc.assert(
      fc.asyncProperty(form, async ([odd, grant_type, known]) => {
        const { status, body } = await tokenAnswer(ask, { grant_type, ...known, ...odd });
        if (status === 200) return;
        expect(status, JSON.stringify([odd, grant_type, body])).to.be.within(400, 401);
        expect(at(body, "error")).to.match(/^[a-z_]+$/);
        expect(at(body, "error_description")).to.match(/^AADSTS\d+: /);
      }),
      { numRuns: 300 },
    );
  });

  it("as a token is 401, never a failure of the tenant", async () => {
    const token = fc.oneof(
      oddities,
      fc.tuple(oddities, oddities, oddities).map((parts) => parts.map(part64).join(".")),
    );
    await fc.assert(
      fc.asyncProperty(token, async (odd) => {
        const Authorization = `Bearer ${Buffer.from(odd)
          .toString("latin1")
          .replaceAll(/[^\x21-\x7e]/g, "?")}`;
        expect((await ask.get("/users", { Authorization })).status).to.equal(401);
      }),
      { numRuns: 300 },
    );
  });

  it("as a body that is no form, or as a path, is refused or unknown", async () => {
    const login = "https://login.microsoftonline.com";
    for (const body of ["{", "[]", "null", "grant_type=x"]) {
      const answer = await ask.send("POST", `${login}/common/oauth2/v2.0/token`, body);
      expect([answer.status, at(answer.body, "error_codes", 0)], body).to.deep.equal([400, 900144]);
    }
    for (const path of ["/", "/common", "/%E0%A4%A/oauth2/v2.0/token", "//oauth2", "/common/oauth2/v2.0/token/x"])
      expect((await ask.get(`${login}${path}`)).status, path).to.equal(501);
  });
});

function part64(text: string): string {
  return Buffer.from(text).toString("base64url");
}
