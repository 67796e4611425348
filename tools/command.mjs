import { delimiter, dirname } from "node:path";
import { findNode } from "./node.mjs";
import { explain, Problem } from "./problem.mjs";
import { runInForeground } from "./run.mjs";

/**
 * Runs one of our commands under a Node that is new enough, and ends the process with its exit code. A failure is told
 * in words, without a stack trace.
 * @param {(args: string[]) => Promise<number>} work gets the arguments of the command line
 */
export async function command(work) {
  try {
    const node = await findNode();
    process.exitCode = node === process.execPath ? await work(process.argv.slice(2)) : await again(node);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = error instanceof Problem ? error.exitCode : 1;
  }
}

/**
 * The same command once more, under another Node, first on PATH for all that it starts.
 * @param {string} node
 */
function again(node) {
  const path = [dirname(node), process.env.PATH ?? ""].join(delimiter);
  return runInForeground(node, process.argv.slice(1), { variables: { PATH: path } });
}
