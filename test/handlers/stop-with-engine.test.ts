import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { expect } from "chai";

const compiled = resolve(__dirname, "../../src/handlers/stop-with-engine.js");

describe("stopWithEngine", () => {
  /** A process that stops with its engine, says so, and then does `rest`. */
  function provider(stdin: "pipe" | "ignore", rest: string) {
    const program = `require(${JSON.stringify(compiled)}).stopWithEngine();console.log("ready");${rest}`;
    const options: SpawnOptions = { stdio: [stdin, "pipe", "inherit"] };
    return spawn(process.execPath, ["-e", program], options);
  }

  it("ends the process when the engine has let go of its stdin", async () => {
    const child = provider("pipe", "setInterval(() => undefined, 1000);");
    if (child.stdout !== null) await once(child.stdout, "data");
    child.stdin?.destroy();
    expect(await once(child, "exit")).to.deep.equal([1, null]);
  });

  it("does not keep a process alive that has nothing else to do", async () => {
    expect(await once(provider("pipe", ""), "exit")).to.deep.equal([0, null]);
  });

  it("leaves a process alone that nobody holds a pipe to", async () => {
    const child = provider("ignore", "setTimeout(() => process.exit(7), 200);");
    expect(await once(child, "exit")).to.deep.equal([7, null]);
  });
});
