import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { rules } from "../rules";
import { ROLE, settings } from "./support/good";
import { findings, ruleNamed, TODAY } from "./support/judge";

const pack = resolve(__dirname, "../..");
const sources = ["lib", "rules"].flatMap((room) =>
  readdirSync(join(pack, room))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name, room, text: readFileSync(join(pack, room, name), "utf8") })),
);

describe("rules", () => {
  it("has these rules, at these levels", () => {
    expect(rules.map(({ code, id, level, severity }) => `${code} ${id} ${level} ${severity}`)).to.deep.equal([
      "AS1 no-permanent-active-privileged mandatory high",
      "AS4 eligible-assignment-expires mandatory medium",
      "RS1 activation-requires-mfa-or-context mandatory high",
      "RS9 activation-approval-required mandatory high",
      "BG2 break-glass-count mandatory high",
      "BG3 break-glass-permanent-active-ga mandatory critical",
      "BG5 permanent-ga-equals-break-glass mandatory critical",
      "WL1 no-eligible-service-principal mandatory medium",
    ]);
  });

  it("has one file per rule, named like it", () => {
    const files = sources.filter(({ room, name }) => room === "rules" && name !== "index.ts");
    expect(files.map(({ name }) => name.replace(".ts", "")).sort()).to.deep.equal(rules.map(({ id }) => id).sort());
  });

  it("knows the model, the SDK and zod, and no other room", () => {
    const imported = sources.flatMap(({ text }) => [...text.matchAll(/from "([^."][^"]*)"/g)].map(([, name]) => name));
    expect([...new Set(imported)].sort()).to.deep.equal(["@pulumi/policy", "pim-as-code/model", "zod"]);
    const relative = sources.flatMap(({ text }) => [...text.matchAll(/from "(\.[^"]*)"/g)].map(([, name]) => name));
    expect(relative.filter((name) => !/^\.(\.\/lib)?\/[a-z-]+$/.test(name ?? ""))).to.be.empty;
  });

  it("is of the same release as the package", () => {
    const versions = [pack, resolve(pack, "..")].map((folder) => {
      return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
    });
    expect(versions[0]).to.equal(versions[1]);
  });

  for (const file of readdirSync(join(pack, "config"))) {
    it(`takes config/${file}`, () => {
      const configured = JSON.parse(readFileSync(join(pack, "config", file), "utf8")) as Record<string, object>;
      for (const [id, { ...parameters }] of Object.entries(configured)) {
        expect(ruleNamed(id).configuration.safeParse(parameters).error, id).to.equal(undefined);
      }
    });
  }

  it("lets the help desk of the deployment plan's table activate with a ticket, on a waiver", () => {
    const file = readFileSync(join(pack, "config", "microsoft.json"), "utf8");
    const id = "activation-requires-mfa-or-context";
    const configured = (JSON.parse(file) as Record<string, object>)[id] ?? {};
    const helpdesk = settings({ require: ["ticket"] }, { role: ROLE.helpdesk });
    expect(findings(id, [helpdesk], configured, TODAY).map(({ advice }) => advice)).to.deep.equal([true]);
  });
});
