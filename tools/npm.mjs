import { basename, delimiter, dirname } from "node:path";

/**
 * How to call npm under a given Node: the npm that runs us, else the one on PATH.
 * @param {string} node path of the executable
 * @param {Record<string, string | undefined>} [variables]
 * @returns {{ command: string, args: string[], variables: Record<string, string> }} `args` come before npm's own
 */
export function npmUnder(node, variables = process.env) {
  const path = [dirname(node), variables.PATH ?? ""].join(delimiter);
  const script = variables.npm_execpath;
  if (script && basename(script) === "npm-cli.js") return { command: node, args: [script], variables: { PATH: path } };
  if (process.platform === "win32") return { command: "cmd.exe", args: ["/d", "/c", "npm"], variables: { PATH: path } };
  return { command: "npm", args: [], variables: { PATH: path } };
}

/**
 * What npm says went wrong: its first error lines, since usage and the path of a log come last.
 * @param {string} output
 */
export function npmComplaint(output) {
  const errors = output.split("\n").filter((line) => /^npm (error|ERR!)/.test(line));
  return errors.length > 0
    ? errors
        .map((line) => line.replace(/^npm (error|ERR!) ?/, ""))
        .filter(Boolean)
        .slice(0, 12)
        .join("\n")
    : output.trimEnd();
}
