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
