import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Tenant } from "../src/emulator";
import { Processes } from "./processes";
import type { Sample } from "./sample";

/** The repository, as seen from the compiled file. */
const repository = resolve(__dirname, "../..");
const MARK = "PIM_BENCH_RUN";
const NAME = "bench";

export interface StackOptions {
  /** The compiled program. */
  readonly program: string;
  /** Stack config. */
  readonly config?: Readonly<Record<string, string>>;
  /** Files to lie beside Pulumi.yaml. */
  readonly files?: Readonly<Record<string, string>>;
  /** A closed tenant to start with, for our own program. */
  readonly tenant?: string;
  /** Ends the command that runs, and all it has started. */
  readonly signal: AbortSignal;
}

interface Spent {
  readonly seconds: number;
  readonly processor: number | undefined;
  readonly memory: Sample["memory"];
  readonly output: string;
}

/** A stack of its own in a folder of its own, on the real CLI; `close` leaves nothing of it. */
export class BenchStack {
  readonly #folder: string;
  readonly #tenant: Tenant | undefined;
  readonly #options: StackOptions;

  private constructor(options: StackOptions) {
    this.#options = options;
    // inside the repository: a provider resolves the package from the program's folder upward
    mkdirSync(join(repository, ".tmp"), { recursive: true });
    this.#folder = mkdtempSync(join(repository, ".tmp", "bench-"));
    const file = join(this.#folder, "tenant.db");
    if (options.tenant !== undefined) copyFileSync(options.tenant, file);
    this.#tenant = options.tenant === undefined ? undefined : Tenant.open({ file });
    mkdirSync(join(this.#folder, "state"));
    const config = { ...options.config, ...(this.#tenant && { "pim:tenantFile": file }) };
    const files: Record<string, string> = {
      "index.js": `require(${JSON.stringify(options.program)});\n`,
      "Pulumi.yaml":
        "name: bench\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: index.js\noptions: { refresh: always }\n",
      [`Pulumi.${NAME}.yaml`]: `${JSON.stringify({ config })}\n`,
      ...options.files,
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(this.#folder, path, ".."), { recursive: true });
      writeFileSync(join(this.#folder, path), text);
    }
  }

  static async open(options: StackOptions): Promise<BenchStack> {
    const stack = new BenchStack(options);
    try {
      await stack.#spawn(["stack", "init", NAME]);
      return stack;
    } catch (error) {
      stack.close();
      throw error;
    }
  }

  /**
   * Runs one command and says what it cost. Errors: the command failed, with the end of what it said.
   * @param environment for this command alone
   */
  async run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Sample> {
    const since = this.#tenant?.requests().at(-1)?.sequence ?? 0;
    const { seconds, processor, memory } = await this.#spawn(
      [...args, "--stack", NAME, "--non-interactive"],
      environment,
    );
    const requests = this.#tenant?.requests(since);
    return {
      seconds,
      ...(processor !== undefined && { processor }),
      ...(memory && { memory }),
      ...(requests && {
        requests: {
          reads: requests.filter(({ page, write }) => !page && !write).length,
          writes: requests.filter(({ write }) => write).length,
          pages: requests.filter(({ page }) => page).length,
        },
      }),
    };
  }

  /** The state, as `pulumi stack export` writes it. */
  async export(): Promise<string> {
    return (await this.#spawn(["stack", "export", "--stack", NAME])).output;
  }

  close(): void {
    this.#tenant?.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #spawn(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Spent> {
    const { signal } = this.#options;
    signal.throwIfAborted();
    const run = randomUUID();
    const processes = new Processes(MARK, run);
    const started = performance.now();
    // a group of its own: Ctrl-C on the terminal is ours to answer
    const child = spawn("pulumi", args, {
      cwd: this.#folder,
      env: {
        ...process.env,
        ...environment,
        PULUMI_BACKEND_URL: pathToFileURL(join(this.#folder, "state")).href,
        PULUMI_HOME: join(this.#folder, "home"),
        PULUMI_CONFIG_PASSPHRASE: "",
        [MARK]: run,
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const kill = () => {
      child.kill("SIGKILL");
      processes.kill();
    };
    signal.addEventListener("abort", kill, { once: true });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    try {
      const code = await new Promise<number>((done, fail) => {
        child.once("error", fail);
        child.once("close", (exitCode) => done(exitCode ?? 1));
      });
      const seconds = (performance.now() - started) / 1000;
      signal.throwIfAborted();
      if (code !== 0) throw new Error(`pulumi ${args[0]} ended with code ${code}:\n${output.slice(-2000)}`);
      return { seconds, processor: processes.processor, memory: processes.peak, output };
    } finally {
      signal.removeEventListener("abort", kill);
      processes.kill();
    }
  }
}
