import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Served, serve } from "../../src/emulator";
import { at } from "./ask";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Trusts the one file, as clients do. */
function ask(
  ca: string,
  url: string,
  { form, token }: { form?: Record<string, string>; token?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        ca,
        method: form === undefined ? "GET" : "POST",
        headers: {
          ...(form && { "Content-Type": "application/x-www-form-urlencoded" }),
          ...(token && { Authorization: `Bearer ${token}` }),
        },
      },
      (answer) => {
        let text = "";
        answer.on("data", (part) => {
          text += String(part);
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    asked.on("error", reject);
    asked.end(form && new URLSearchParams(form).toString());
  });
}

describe("a tenant over HTTPS with strict sign-in", () => {
  for (const ports of ["one", "three"] as const)
    describe(`on ${ports} port${ports === "one" ? "" : "s"}`, () => {
      let served: Served;
      let ca: string;
      before(async () => {
        served = await serve({ file: ":memory:", auth: "strict", https: true, ports });
        ca = readFileSync(served.ca ?? "", "utf8");
      });
      after(() => served.close());

      const tokenFor = async (address: string, resource: string) => {
        const { body } = await ask(ca, `${address}/${served.tenantId}/oauth2/v2.0/token`, {
          form: {
            grant_type: "client_credentials",
            client_id: served.clientId ?? "",
            client_secret: served.clientSecret ?? "",
            scope: `${resource}/.default`,
          },
        });
        return String(at(body, "access_token"));
      };

      it("is trusted by its file under both its names, and refused without", async () => {
        expect((await ask(ca, `${served.graph}/v1.0/users`)).status).to.equal(401);
        expect((await ask(ca, `${served.graph.replace("127.0.0.1", "localhost")}/v1.0/users`)).status).to.equal(401);
        const refused = await ask("", `${served.graph}/v1.0/users`).catch((error: unknown) => error);
        expect(refused)
          .to.have.property("code")
          .that.matches(/SELF_SIGNED|UNABLE_TO_VERIFY/);
      });

      it("signs in by what the start line says, and reads with the token", async () => {
        const token = await tokenFor(served.login, served.graph);
        expect((await ask(ca, `${served.graph}/v1.0/users`, { token })).status).to.equal(200);
        const localhost = served.graph.replace("127.0.0.1", "localhost");
        expect((await ask(ca, `${localhost}/v1.0/users`, { token })).status).to.equal(200);
      });

      it("tells Graph's tokens from those of Azure Resource Manager where they have ports of their own", async () => {
        const token = await tokenFor(served.login, served.arm);
        const { status } = await ask(ca, `${served.graph}/v1.0/users`, { token });
        expect(status).to.equal(ports === "one" ? 200 : 401);
      });

      it("names its own addresses in its documents, as the caller spells this machine", async () => {
        const document = (login: string) => ask(ca, `${login}/common/v2.0/.well-known/openid-configuration`);
        expect(at((await document(served.login)).body, "issuer")).to.equal(`${served.login}/${served.tenantId}/v2.0`);
        const localhost = served.login.replace("127.0.0.1", "localhost");
        expect(at((await document(localhost)).body, "token_endpoint")).to.match(new RegExp(`^${localhost}/`));
        const { body } = await ask(ca, `${served.arm}/metadata/endpoints?api-version=2022-09-01`);
        expect(body).to.include({ resourceManager: `${served.arm}/`, microsoftGraphResourceId: `${served.graph}/` });
        expect(at(body, "authentication", "loginEndpoint")).to.equal(served.login);
      });
    });

  it("closes what it had opened when one of three ports is taken", async () => {
    const folder = mkdtempSync(join(tmpdir(), "taken-"));
    const file = join(folder, "tenant.db");
    const other = await serve({ file: ":memory:" });
    const port = Number(new URL(other.graph).port) - 2;
    const refused = await serve({ file, port, ports: "three" }).catch((error: unknown) => error);
    expect(refused).to.have.property("code", "EADDRINUSE");
    expect(existsSync(`${file}-wal`)).to.equal(false);
    await other.close();
    rmSync(folder, { recursive: true });
  });
});
