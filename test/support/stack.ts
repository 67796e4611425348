/** A stack on the real Pulumi CLI, against a tenant of its own. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Line } from "./mini-engine";
import { World } from "./world";

/** The repository, as seen from the compiled test. */
export const repository = resolve(__dirname, "../../..");
/** The program of one resource per line, and the reference stack's own. */
const programs = { lines: join(__dirname, "program.js"), reference: join(repository, "bin", "src", "main.js") };

export type EngineLine = Line & {
  readonly options?: { dependsOn?: string[]; protect?: boolean; aliases?: { name: string }[] };
};

/** What one resource goes through, as the event log tells it. */
export interface Planned {
  readonly op: string;
  readonly name: string;
  /** Path → what happens to it, of the inputs. */
  readonly changes: Record<string, string>;
}

export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly steps: readonly Planned[];
}

export class Stack {
  readonly world: World;
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(config: Record<string, string> = {}, program: keyof typeof programs = "lines") {
    this.world = new World();
    // inside the repository: a provider resolves the package from the program's folder upward
    mkdirSync(join(repository, ".tmp"), { recursive: true });
    this.folder = mkdtempSync(join(repository, ".tmp", "stack-"));
    writeFileSync(join(this.folder, "index.js"), `require(${JSON.stringify(programs[program])});\n`);
    this.writeProject(config);
    const state = join(this.folder, "state");
    mkdirSync(state);
    this.#environment = {
      ...process.env,
      ...cliEnvironment(),
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_DEBUG_COMMANDS: "1",
      LINES: join(this.folder, "lines.json"),
    };
    this.declare([]);
  }

  writeProject(config: Record<string, string> = {}): void {
    const values = { "pim:tenantFile": this.world.file, ...config };
    const lines = Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
    writeFileSync(
      join(this.folder, "Pulumi.yaml"),
      "name: engine\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: index.js\noptions: { refresh: always }\n",
    );
    writeFileSync(join(this.folder, "Pulumi.test.yaml"), `config:\n${lines.join("\n")}\n`);
  }

  /** Sets an environment variable for the commands from now on; undefined takes it away. */
  setVariable(name: string, value: string | undefined): void {
    if (value === undefined) delete this.#environment[name];
    else this.#environment[name] = value;
  }

  declare(lines: readonly EngineLine[]): void {
    writeFileSync(join(this.folder, "lines.json"), JSON.stringify(lines));
  }

  preview(lines?: readonly EngineLine[], ...args: string[]): Promise<Outcome> {
    if (lines !== undefined) this.declare(lines);
    return this.run("preview", "--diff", ...args);
  }

  up(lines?: readonly EngineLine[], ...args: string[]): Promise<Outcome> {
    if (lines !== undefined) this.declare(lines);
    return this.run("up", "--yes", "--skip-preview", ...args);
  }

  destroy(...args: string[]): Promise<Outcome> {
    return this.run("destroy", "--yes", "--skip-preview", ...args);
  }

  /** Runs one CLI command on the stack; made on first use. */
  async run(command: string, ...args: string[]): Promise<Outcome> {
    if (!existsSync(join(this.folder, "made"))) {
      const made = await this.#spawn(["stack", "init", "test"]);
      if (made.code !== 0) throw new Error(made.output);
      writeFileSync(join(this.folder, "made"), "");
    }
    const log = join(this.folder, "events.json");
    rmSync(log, { force: true });
    const logged = ["up", "preview", "destroy", "refresh"].includes(command) ? ["--event-log", log] : [];
    const { code, output } = await this.#spawn([command, "--stack", "test", "--non-interactive", ...logged, ...args]);
    return { code, output, steps: existsSync(log) ? readSteps(readFileSync(log, "utf8")) : [] };
  }

  /** The stack's state, as exported. */
  async state(): Promise<
    { urn: string; type: string; id?: string; inputs: Record<string, unknown>; outputs: Record<string, unknown> }[]
  > {
    const { output } = await this.run("stack", "export");
    return JSON.parse(output).deployment.resources;
  }

  close(): void {
    this.world.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawn(args: readonly string[]): Promise<{ code: number; output: string }> {
    return new Promise((done, fail) => {
      const child = spawn("pulumi", args, {
        cwd: this.folder,
        env: this.#environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.on("error", fail);
      child.on("close", (code) => done({ code: code ?? 1, output }));
    });
  }
}

/** The variables that `npm test` prepared, `.pim/env.json`. */
function cliEnvironment(): Record<string, string> {
  const file = join(repository, ".pim", "env.json");
  if (!existsSync(file))
    throw new Error("no .pim/env.json: run the tests with npm test, or run node tools/env.mjs once");
  return JSON.parse(readFileSync(file, "utf8"));
}

interface EngineEvent {
  readonly resourcePreEvent?: {
    readonly metadata: {
      readonly op: string;
      readonly urn: string;
      readonly type: string;
      readonly detailedDiff?: Record<string, { diffKind?: string; kind?: string }> | null;
      readonly old?: { inputs?: Record<string, unknown> } | null;
      readonly new?: { inputs?: Record<string, unknown> } | null;
    };
  };
}

function readSteps(log: string): Planned[] {
  return log
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => (JSON.parse(line) as EngineEvent).resourcePreEvent ?? [])
    .filter(({ metadata }) => metadata.type.startsWith("pulumi-nodejs:dynamic/pim:"))
    .map(({ metadata: { op, urn, detailedDiff, old, new: next } }) => ({
      op,
      name: urn.split("::").at(-1) ?? urn,
      changes: Object.fromEntries(
        Object.keys(detailedDiff ?? {}).map((path) => [
          path,
          `${show(at(old?.inputs, path))} => ${show(at(next?.inputs, path))}`,
        ]),
      ),
    }));
}

function at(value: unknown, path: string): unknown {
  const keys = path.replace(/\[(\d+)\]/g, ".$1").split(".");
  return keys.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function show(value: unknown): string {
  return value === undefined ? "-" : JSON.stringify(value);
}
