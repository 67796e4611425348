import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { executablesDirectory, root } from "./places.mjs";

const windows = process.platform === "win32";

/**
 * Puts all that the engine starts into one folder: the CLI, the language host, the host of dynamic providers. From one
 * folder Pulumi takes them silently; from several it warns at every run.
 * @param {string} cli the built `pulumi`
 * @param {string} [directory]
 * @returns {string} the folder, for PATH
 */
export function gatherExecutables(cli, directory = executablesDirectory) {
  mkdirSync(directory, { recursive: true });
  placeFile(cli, join(directory, windows ? "pulumi.exe" : "pulumi"));
  const languageHost = join(root, "tools", "language-host", "main.mjs");
  if (windows) placeText(`@node "${languageHost}" %*\r\n`, join(directory, "pulumi-language-nodejs.cmd"));
  else placeText(`#!/bin/sh\nexec node "${languageHost}" "$@"\n`, join(directory, "pulumi-language-nodejs"));
  const providerHost = windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";
  const shipped = join(root, "node_modules", "@pulumi", "pulumi", providerHost);
  placeText(readFileSync(shipped, "utf8"), join(directory, providerHost));
  return directory;
}

/**
 * Whether a CLI comes with Pulumi's own language host beside it, as the official release does.
 * @param {string} cli
 */
export function hasOwnLanguageHost(cli) {
  return existsSync(join(dirname(cli), windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs"));
}

/**
 * Hard link where the file system allows, else copy; skipped when it is there already. Renamed into place, so that a
 * second run at the same time never sees half a file.
 * @param {string} from
 * @param {string} to
 */
function placeFile(from, to) {
  if (existsSync(to) && sameFile(from, to)) return;
  const part = `${to}.${process.pid}.part`;
  rmSync(part, { force: true });
  try {
    linkSync(from, part);
  } catch {
    copyFileSync(from, part);
  }
  renameSync(part, to);
  // Renaming one hard link onto another of the same file is a no-op that leaves the first name behind.
  rmSync(part, { force: true });
}

/**
 * @param {string} one
 * @param {string} other
 */
function sameFile(one, other) {
  const [a, b] = [statSync(one), statSync(other)];
  return (a.ino === b.ino && a.dev === b.dev) || (a.size === b.size && a.mtimeMs <= b.mtimeMs);
}

/**
 * @param {string} text
 * @param {string} to
 */
function placeText(text, to) {
  if (existsSync(to) && readFileSync(to, "utf8") === text) return;
  const part = `${to}.${process.pid}.part`;
  writeFileSync(part, text, { mode: 0o755 });
  renameSync(part, to);
}
