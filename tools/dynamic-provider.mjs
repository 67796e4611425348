/**
 * What the engine starts for dynamic resources: the SDK's provider host, which from its first moment on ends with its engine.
 * Without that it would only once it has been asked for something: our code is loaded by the first call. The script that the SDK
 * ships also starts a Node of its own to find the host.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { resolveRunner } from "./language-host/children.mjs";
import { root } from "./places.mjs";

const require = createRequire(import.meta.url);
require(join(root, "bin", "src", "handlers", "stop-with-engine.js")).stopWithEngine();
require(resolveRunner(process.cwd(), "@pulumi/pulumi/cmd/dynamic-provider"));
