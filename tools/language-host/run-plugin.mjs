import { spawn } from "node:child_process";
import { ended, resolveRunner } from "./children.mjs";
import { languageMessages } from "./protocol.mjs";

/** The SDK's runner for each kind of plug-in that may be written in TypeScript. */
const RUNNERS = new Map([
  ["analyzer", "@pulumi/pulumi/cmd/run-policy-pack"],
  ["resource", "@pulumi/pulumi/cmd/run-plugin"],
]);

/**
 * @typedef {import("@pulumi/pulumi/proto/language_pb.js").RunPluginRequest} RunPluginRequest
 * @typedef {import("@pulumi/pulumi/proto/language_pb.js").RunPluginResponse} RunPluginResponse
 */

/**
 * Runs a plug-in (a policy pack above all) and streams what it prints, then its exit code.
 * @param {import("@grpc/grpc-js").ServerWritableStream<RunPluginRequest, RunPluginResponse>} call
 * @param {Set<import("node:child_process").ChildProcess>} children running ones, for Cancel
 */
export async function runPlugin(call, children) {
  const request = call.request;
  const runner = RUNNERS.get(request.getKind());
  if (!runner)
    throw new Error(
      `plug-ins of kind "${request.getKind()}" are not run here; allowed: ${[...RUNNERS.keys()].join(", ")}`,
    );
  const directory = request.getInfo()?.getProgramDirectory() || request.getProgram();
  const child = spawn(process.execPath, [resolveRunner(directory, runner), ...request.getArgsList(), directory], {
    // A policy pack reads its version from the package.json of its working directory.
    cwd: request.getKind() === "analyzer" ? directory : request.getPwd() || directory,
    env: { ...process.env, ...environmentOf(request.getEnvList()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  call.on("cancelled", () => child.kill("SIGTERM"));
  child.stdout.on("data", (chunk) => call.write(new languageMessages.RunPluginResponse().setStdout(chunk)));
  child.stderr.on("data", (chunk) => call.write(new languageMessages.RunPluginResponse().setStderr(chunk)));
  const { code } = await ended(child);
  children.delete(child);
  call.write(new languageMessages.RunPluginResponse().setExitcode(code));
  call.end();
}

/** @param {string[]} assignments `NAME=value` */
function environmentOf(assignments) {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const at = assignment.indexOf("=");
      return [assignment.slice(0, at), assignment.slice(at + 1)];
    }),
  );
}
