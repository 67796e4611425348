import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { cached } from "./cache.mjs";
import { npmComplaint, npmUnder } from "./npm.mjs";
import { Problem } from "./problem.mjs";
import { step } from "./progress.mjs";
import { capture } from "./run.mjs";
import { atLeast, minimumNode, pinnedNode } from "./versions.mjs";

/**
 * Path of a Node that is new enough: this one, else one from npm, kept in the user's cache.
 * @returns {Promise<string>}
 */
export async function findNode() {
  if (atLeast(process.version, minimumNode)) return process.execPath;
  const name = nodePackage(process.platform, process.arch);
  const directory = await cached(`node-${pinnedNode}`, (part) =>
    step(`fetching Node ${pinnedNode} (this one is ${process.version}, needed is ${minimumNode})`, () =>
      install(name, part),
    ),
  );
  return executableIn(directory, name);
}

/**
 * The npm package that ships Node's binary for a platform.
 * @param {string} platform
 * @param {string} arch
 */
export function nodePackage(platform, arch) {
  const system = platform === "win32" ? "win" : platform;
  const name = `${system}-${arch}`;
  const known = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win-x64", "win-arm64"];
  if (known.includes(name)) return `node-${name}`;
  throw new Problem(`no Node for ${platform} on ${arch} can be brought along`, {
    why: `this Node is ${process.version}, needed is ${minimumNode}; npm ships binaries for ${known.join(", ")}`,
    cure: `install Node ${minimumNode} or newer`,
  });
}

/**
 * @param {string} name
 * @param {string} directory
 */
async function install(name, directory) {
  const npm = npmUnder(process.execPath);
  const flags = [
    "--no-save",
    "--no-package-lock",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
  ];
  const { code, output } = await capture(
    npm.command,
    [...npm.args, "install", "--prefix", directory, ...flags, `${name}@${pinnedNode}`],
    { cwd: directory, variables: npm.variables },
  );
  const cure = `check that npm reaches its registry, or install Node ${minimumNode} or newer yourself`;
  if (code !== 0) throw new Problem(`npm could not install ${name}@${pinnedNode}`, { why: npmComplaint(output), cure });
  const { stdout } = await capture(executableIn(directory, name), ["--version"]);
  if (stdout.trim() !== `v${pinnedNode}`) {
    throw new Problem(`the Node that npm brought does not run here`, {
      why: stdout.trim() || `${name} printed no version`,
      cure: `install Node ${minimumNode} or newer yourself`,
    });
  }
}

/**
 * @param {string} directory
 * @param {string} name
 */
function executableIn(directory, name) {
  const bin = join(directory, "node_modules", name, "bin");
  const executable = join(bin, process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(executable)) return executable;
  throw new Problem(`the cached Node is incomplete: ${name} has no executable`, {
    cure: `remove ${dirname(dirname(dirname(bin)))} and run again`,
  });
}
