import { Empty, grpc, languageMessages, pluginMessages, sdkVersion } from "./protocol.mjs";
import { runPlugin } from "./run-plugin.mjs";
import { runProgram } from "./run-program.mjs";

/** @import * as Messages from "@pulumi/pulumi/proto/language_pb.js" */

/** The part of Pulumi's `LanguageRuntime` service that programs and policy packs need; the rest answers UNIMPLEMENTED. */
export class LanguageHost {
  /** @type {Set<import("node:child_process").ChildProcess>} */
  #children = new Set();
  #engineAddress;

  /** @param {string} engineAddress host:port; the handshake may name another */
  constructor(engineAddress) {
    this.#engineAddress = engineAddress;
  }

  /** @param {NodeJS.Signals} signal */
  stopChildren(signal) {
    for (const child of this.#children) child.kill(signal);
  }

  /**
   * Handlers by method name, in the form grpc-js wants them.
   * @returns {import("@grpc/grpc-js").UntypedServiceImplementation}
   */
  handlers() {
    return {
      handshake: unary((/** @type {Messages.LanguageHandshakeRequest} */ request) => {
        this.#engineAddress = request.getEngineAddress() || this.#engineAddress;
        return new languageMessages.LanguageHandshakeResponse();
      }),
      getPluginInfo: unary(() => new pluginMessages.PluginInfo().setVersion(sdkVersion)),
      about: unary(() =>
        new languageMessages.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
      ),
      run: unary((/** @type {Messages.RunRequest} */ request) =>
        runProgram(request, this.#engineAddress, this.#children),
      ),
      runPlugin: (
        /** @type {import("@grpc/grpc-js").ServerWritableStream<Messages.RunPluginRequest, Messages.RunPluginResponse>} */ call,
      ) => runPlugin(call, this.#children).catch((error) => call.emit("error", asStatus(error))),
      cancel: unary(() => {
        this.stopChildren("SIGINT");
        return new Empty();
      }),
      // Nothing to fetch: every plug-in of ours comes with npm.
      getRequiredPackages: unary(() => new languageMessages.GetRequiredPackagesResponse()),
      getRequiredPlugins: unary(() => new languageMessages.GetRequiredPluginsResponse()),
      getProgramDependencies: unary(() => new languageMessages.GetProgramDependenciesResponse()),
      installDependencies: (
        /** @type {import("@grpc/grpc-js").ServerWritableStream<Messages.InstallDependenciesRequest, Messages.InstallDependenciesResponse>} */ call,
      ) => call.emit("error", status(grpc.status.UNIMPLEMENTED, 'dependencies are installed by npm: run "npm ci"')),
    };
  }
}

/**
 * A handler that answers with what `answer` returns and reports what it throws by its message alone.
 * @template Request
 * @template Response
 * @param {(request: Request) => Response | Promise<Response>} answer
 * @returns {import("@grpc/grpc-js").handleUnaryCall<Request, Response>}
 */
function unary(answer) {
  return async (call, callback) => {
    try {
      callback(null, await answer(call.request));
    } catch (error) {
      callback(asStatus(error));
    }
  };
}

/** @param {unknown} error */
function asStatus(error) {
  return status(grpc.status.UNKNOWN, error instanceof Error ? error.message : String(error));
}

/**
 * @param {number} code
 * @param {string} details
 */
function status(code, details) {
  return Object.assign(new Error(details), { code, details });
}
