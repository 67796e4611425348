import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The folder of the set-up scripts, seen from the compiled test. */
export const tools = resolve(__dirname, "../../../tools");

/**
 * Loads a module of tools/, which are plain ES modules outside the compiled tree.
 * `Shape` is what the test uses of it.
 */
export async function loadTool<Shape>(path: string): Promise<Shape> {
  return (await import(pathToFileURL(resolve(tools, path)).href)) as Shape;
}
