/** The generated half of Pulumi's protocol, taken from the SDK that is installed beside us, so that both are of one version. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
/** grpc-js and google-protobuf are the SDK's dependencies, not ours: looked up from where the SDK lies. */
const requireOfSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));

export const grpc = requireOfSdk("@grpc/grpc-js");
export const languageRpc = require("@pulumi/pulumi/proto/language_grpc_pb");
export const languageMessages = require("@pulumi/pulumi/proto/language_pb");
export const pluginMessages = require("@pulumi/pulumi/proto/plugin_pb");
export const { Empty } = requireOfSdk("google-protobuf/google/protobuf/empty_pb");
/** Version of the SDK, which is the version we report as ours. */
export const sdkVersion = require("@pulumi/pulumi/package.json").version;
