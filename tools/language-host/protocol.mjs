/** The generated half of Pulumi's protocol, taken from the SDK that is installed beside us, so that both are of one version. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
/** grpc-js and google-protobuf are the SDK's dependencies, not ours: looked up from where the SDK lies. */
const requireOfSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));

/** @type {typeof import("@grpc/grpc-js")} */
export const grpc = requireOfSdk("@grpc/grpc-js");
/** @type {typeof import("@pulumi/pulumi/proto/language_grpc_pb.js")} */
export const languageRpc = require("@pulumi/pulumi/proto/language_grpc_pb");
/** @type {typeof import("@pulumi/pulumi/proto/language_pb.js")} */
export const languageMessages = require("@pulumi/pulumi/proto/language_pb");
/** @type {typeof import("@pulumi/pulumi/proto/plugin_pb.js")} */
export const pluginMessages = require("@pulumi/pulumi/proto/plugin_pb");
/** @type {typeof import("google-protobuf/google/protobuf/empty_pb.js")} */
export const { Empty } = requireOfSdk("google-protobuf/google/protobuf/empty_pb");
/** Version of the SDK, which is the version we report as ours. */
export const sdkVersion = require("@pulumi/pulumi/package.json").version;
