/** A stack on the real Pulumi CLI, against a tenant of its own. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Line } from "./mini-engine";
import { World } from "./world";

/** The repository, as seen from the compiled test. */
export const repository = resolve(__dirname, "../../..");
/** The program of one resource per line, and the reference stack's own. */
const programs = { lines: join(__dirname, "program.js"), reference: join(repository, "bin", "src", "main.js") };

/** The tenant's file in a stack's folder. */
const TENANT = "tenant.db";

/** A plain resource, or a component with its arguments. */
export type EngineLine = Omit<Line, "type"> & {
  readonly type: Line["type"] | "EntraRole";
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

/** What a state knows of one resource. */
export interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

export class Stack {
  readonly world: World;
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #name: string;

  /**
   * @param beside another stack, whose tenant, project and backend this one shares under a name of its own
   * @param like a stack of the same program whose state, config and home this one gets a copy of; of its tenant too, or of that one
   */
  constructor(
    config: Record<string, string> = {},
    program: keyof typeof programs = "lines",
    { beside, like }: { beside?: readonly [Stack, string]; like?: readonly [Stack, tenant: string] } = {},
  ) {
    this.#name = beside?.[1] ?? "test";
    this.folder = beside?.[0].folder ?? newFolder(program);
    if (like === undefined) this.writeProject(config);
    else cpSync(like[0].folder, this.folder, { recursive: true, filter: (file) => !file.includes(TENANT) });
    this.world = beside?.[0].world ?? new World(like?.[1], join(this.folder, TENANT));
    const state = join(this.folder, "state");
    mkdirSync(state, { recursive: true });
    this.#environment = {
      ...process.env,
      ...cliEnvironment(),
      PULUMI_BACKEND_URL: `${pathToFileURL(state).href}?metadata=skip`,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_DEBUG_COMMANDS: "1",
      NODE_COMPILE_CACHE: join(repository, ".tmp", "compiled"),
      LINES: this.file("lines.json"),
      CLI_PID: this.file("pid"),
    };
    this.declare([]);
  }

  /** Another stack of this project, on the same tenant; closes with this one. */
  beside(name: string): Stack {
    return new Stack({}, "lines", { beside: [this, name] });
  }

  /** Makes the stack where nothing has done so yet. */
  async make(): Promise<void> {
    if (existsSync(this.file("made"))) return;
    const made = await this.#spawn(["stack", "init", this.#name]);
    if (made.code !== 0) throw new Error(made.output);
    writeFileSync(this.file("made"), "");
  }

  /** Another stack with the same state, on a tenant of its own that is like this one's now, or like the one in that file. */
  copy(tenant = this.world.file): Stack {
    return new Stack({}, "lines", { like: [this, tenant] });
  }

  /** A file that is the stack's own. */
  file(name: string): string {
    return join(this.folder, this.#name === "test" ? name : `${this.#name}.${name}`);
  }

  writeProject(config: Record<string, string> = {}): void {
    const values = { "pim:tenantFile": TENANT, ...config };
    const lines = Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
    writeFileSync(
      join(this.folder, "Pulumi.yaml"),
      "name: engine\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: index.js\noptions: { refresh: always }\n",
    );
    writeFileSync(join(this.folder, `Pulumi.${this.#name}.yaml`), `config:\n${lines.join("\n")}\n`);
  }

  /** Sets an environment variable for the commands from now on; undefined takes it away. */
  setVariable(name: string, value: string | undefined): void {
    if (value === undefined) delete this.#environment[name];
    else this.#environment[name] = value;
  }

  declare(lines: readonly EngineLine[]): void {
    writeFileSync(this.#environment.LINES ?? "", JSON.stringify(lines));
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

  /** Runs one CLI command on the stack, such as `state delete`; the stack is made on first use. */
  async run(command: string, ...args: string[]): Promise<Outcome> {
    await this.make();
    const log = this.file("events.json");
    rmSync(log, { force: true });
    const logged = ["up", "preview", "destroy", "refresh"].includes(command) ? ["--event-log", log] : [];
    // a move names its two stacks itself
    const stack = command === "state move" ? [] : ["--stack", this.#name];
    const words = [...command.split(" "), ...stack, "--non-interactive", ...logged, ...args];
    const { code, output } = await this.#spawn(words);
    return { code, output, steps: existsSync(log) ? readSteps(readFileSync(log, "utf8")) : [] };
  }

  /** The stack's state. */
  get state(): readonly Recorded[] {
    const file = join(this.folder, "state", ".pulumi", "stacks", "engine", `${this.#name}.json`);
    return JSON.parse(readFileSync(file, "utf8")).checkpoint.latest?.resources ?? [];
  }

  /** The URN of the resource of that name. */
  urn(name: string): string {
    const urn = this.state.map((one) => one.urn).find((one) => one.endsWith(`::${name}`));
    if (urn === undefined) throw new Error(`the state has no ${name}`);
    return urn;
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
      writeFileSync(this.file("pid"), String(child.pid));
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.on("error", fail);
      child.on("close", (code) => done({ code: code ?? 1, output }));
    });
  }
}

function newFolder(program: keyof typeof programs): string {
  // inside the repository: a provider resolves the package from the program's folder upward
  mkdirSync(join(repository, ".tmp"), { recursive: true });
  const folder = mkdtempSync(join(repository, ".tmp", "stack-"));
  writeFileSync(join(folder, "index.js"), `require(${JSON.stringify(programs[program])});\n`);
  return folder;
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
