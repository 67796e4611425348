/** A language host in a process of its own, and the questions an engine asks it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  type LanguageHandshakeRequest,
  ProgramInfo,
  type RunPluginRequest,
  type RunPluginResponse,
  type RunRequest,
  type RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { tools } from "../load-tool";

type Answer<T> = (error: grpc.ServiceError | null, response: T) => void;

/** What a plug-in printed and how it ended. */
export interface PluginRun {
  stdout: string;
  stderr: string;
  exitCode: number;
}

export class HostProcess {
  readonly child: ChildProcess;
  readonly client: LanguageRuntimeClient;

  /** `engineAddress` is host:port, as the engine appends it to the command line. */
  static async start(engineAddress: string): Promise<HostProcess> {
    const child = spawn(process.execPath, [join(tools, "language-host/main.mjs"), "-root=/nowhere", engineAddress], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = await once(child.stdout, "data");
    return new HostProcess(child, Number(String(port).trim()));
  }

  private constructor(child: ChildProcess, port: number) {
    this.child = child;
    this.client = new LanguageRuntimeClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  }

  handshake(request: LanguageHandshakeRequest): Promise<unknown> {
    return ask((answer) => this.client.handshake(request, answer));
  }

  version(): Promise<string> {
    return ask<{ getVersion(): string }>((answer) => this.client.getPluginInfo(new Empty(), answer)).then((info) =>
      info.getVersion(),
    );
  }

  run(request: RunRequest): Promise<RunResponse> {
    return ask((answer) => this.client.run(request, answer));
  }

  cancel(): Promise<unknown> {
    return ask((answer) => this.client.cancel(new Empty(), answer));
  }

  runPlugin(request: RunPluginRequest): Promise<PluginRun> {
    const run = { stdout: "", stderr: "", exitCode: Number.NaN };
    return new Promise((resolve, reject) => {
      const call = this.client.runPlugin(request);
      call.on("data", (message: RunPluginResponse) => {
        run.stdout += Buffer.from(message.getStdout_asU8()).toString();
        run.stderr += Buffer.from(message.getStderr_asU8()).toString();
        if (message.hasExitcode()) run.exitCode = message.getExitcode();
      });
      call.on("error", reject);
      call.on("end", () => resolve(run));
    });
  }

  async stop(): Promise<void> {
    this.client.close();
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await ended;
  }
}

/** A program in a folder, entered by its package.json. */
export function programIn(directory: string): ProgramInfo {
  return new ProgramInfo().setRootDirectory(directory).setProgramDirectory(directory).setEntryPoint(".");
}

function ask<T>(call: (answer: Answer<T>) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    call((error, response) => (error ? reject(new Error(error.details)) : resolve(response))),
  );
}
