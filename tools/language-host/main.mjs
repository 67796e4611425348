/**
 * A stand-in for `pulumi-language-nodejs`, for machines where Pulumi's own cannot be had (it is part of the release
 * archive, not of a Go module). The engine starts it as a plug-in, reads the port from the first line of stdout and
 * speaks `LanguageRuntime` to it. All real work is done by the runners of the SDK in node_modules.
 *
 * The engine appends its own address as the last argument; flags before it (`-root=`, `-tracing=`) are not needed here.
 */
import { isMain } from "../places.mjs";
import { grpc, languageRpc } from "./protocol.mjs";
import { LanguageHost } from "./service.mjs";

/**
 * Serves on a free port of 127.0.0.1 and resolves to it with the means to stop.
 * @param {LanguageHost} host
 */
export async function serve(host) {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(languageRpc.LanguageRuntimeService, host.handlers());
  /** @type {number} */
  const port = await new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const stop = () => {
    host.stopChildren("SIGTERM");
    server.forceShutdown();
  };
  return { port, stop };
}

/**
 * Calls `whenGone` once the engine, seen before, has closed its side: a killed CLI must not leave us behind.
 * @param {string} engineAddress host:port
 * @param {() => void} whenGone
 */
function watchEngine(engineAddress, whenGone) {
  const channel = new grpc.Channel(engineAddress, grpc.credentials.createInsecure(), {});
  const { READY } = grpc.connectivityState;
  const next = () => {
    const state = channel.getConnectivityState(true);
    channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, () => {
      if (state === READY) whenGone();
      else next();
    });
  };
  next();
}

async function main() {
  const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
  const host = new LanguageHost(engineAddress ?? "");
  const { port, stop } = await serve(host);
  const quit = () => {
    stop();
    process.exit(0);
  };
  // The engine says good-bye with SIGINT and waits seconds for who ignores it.
  process.on("SIGINT", quit);
  process.on("SIGTERM", quit);
  if (engineAddress) watchEngine(engineAddress, quit);
  process.stdout.write(`${port}\n`);
}

if (isMain(import.meta.url)) await main();
