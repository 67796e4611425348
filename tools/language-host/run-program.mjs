import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { ALREADY_EXPLAINED, ended, resolveRunner } from "./children.mjs";
import { languageMessages } from "./protocol.mjs";

/** @typedef {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} RunRequest */

/**
 * Runs a Pulumi program to its end. What it prints goes to our own stdout and stderr, where the engine listens.
 * @param {RunRequest} request
 * @param {string} engineAddress host:port
 * @param {Set<import("node:child_process").ChildProcess>} children running ones, for Cancel
 * @returns {Promise<import("@pulumi/pulumi/proto/language_pb.js").RunResponse>}
 */
export async function runProgram(request, engineAddress, children) {
  const info = infoOf(request);
  const directory = info.getProgramDirectory();
  const options = info.getOptions()?.toJavaScript() ?? {};
  const child = spawn(
    process.execPath,
    [
      ...nodeArguments(options),
      resolveRunner(directory, "@pulumi/pulumi/cmd/run"),
      ...runnerArguments(request, engineAddress),
    ],
    {
      cwd: directory,
      env: { ...process.env, ...programEnvironment(request, options) },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  children.add(child);
  const { code, reason } = await ended(child);
  children.delete(child);

  const response = new languageMessages.RunResponse();
  if (code === ALREADY_EXPLAINED) response.setBail(true);
  else if (code !== 0) response.setError(`the program ${reason}`);
  return response;
}

/** @param {Record<string, unknown>} options of `runtime` in Pulumi.yaml */
function nodeArguments(options) {
  return typeof options.nodeargs === "string" ? options.nodeargs.split(" ").filter(Boolean) : [];
}

/**
 * @param {RunRequest} request
 * @param {string} engineAddress
 */
function runnerArguments(request, engineAddress) {
  const info = infoOf(request);
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info.getRootDirectory(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: request.getParallel() > 0 ? String(request.getParallel()) : "",
  };
  return [
    ...Object.entries(flags).flatMap(([flag, value]) => (value ? [`--${flag}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    resolve(info.getProgramDirectory(), info.getEntryPoint() || "."),
    ...request.getArgsList(),
  ];
}

/**
 * @param {RunRequest} request
 * @param {Record<string, unknown>} options
 * @returns {Record<string, string>}
 */
function programEnvironment(request, options) {
  const config = Object.fromEntries(
    request
      .getConfigMap()
      .toArray()
      .map(([/** @type {string} */ key, /** @type {string} */ value]) => [configKey(key), value]),
  );
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList().map(configKey)),
    // TypeScript is on unless Pulumi.yaml turns it off, as with Pulumi's own host.
    ...(options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(typeof options.tsconfig === "string"
      ? { PULUMI_NODEJS_TSCONFIG_PATH: resolve(infoOf(request).getRootDirectory(), options.tsconfig) }
      : {}),
  };
}

/**
 * The SDK looks keys up as `namespace:config:name`.
 * @param {string} key `namespace:name`, or already with `config` between
 */
function configKey(key) {
  const parts = key.split(":");
  return parts.length === 2 ? `${parts[0]}:config:${parts[1]}` : key;
}

/** @param {RunRequest} request */
function infoOf(request) {
  const info = request.getInfo();
  if (!info) throw new Error("the engine did not say which program to run");
  return info;
}
