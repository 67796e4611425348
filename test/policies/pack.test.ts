/**
 * The policy pack is a project of its own: its tests lie and are compiled there, and join this run. It is compiled here too,
 * because nothing else in a run of the tests needs it; that takes a second when nothing has changed.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const repository = resolve(__dirname, "../../..");
const pack = join(repository, "policies");
const compiler = require.resolve("typescript/bin/tsc");

const { status, stdout } = spawnSync(process.execPath, [compiler, "--build", pack], { encoding: "utf8" });
if (status !== 0) throw new Error(`the policy pack does not compile\n${stdout}`);

describe("the policy pack", () => {
  const sources = readdirSync(join(pack, "test"), { recursive: true, encoding: "utf8" });
  for (const source of sources.filter((name) => name.endsWith(".test.ts"))) {
    require(join(pack, "bin", "test", source.replace(/\.ts$/, ".js")));
  }
});
