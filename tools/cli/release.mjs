import { createHash } from "node:crypto";
import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../problem.mjs";
import { step } from "../progress.mjs";
import { capture, tail } from "../run.mjs";
import { pinnedPulumi } from "../versions.mjs";

/** How long the server may take to answer at all. Machines behind a wall must not wait long for what never comes. */
const connectMs = 3_000;

/** Where releases lie: Pulumi's own server, or what `PIM_PULUMI_RELEASES` names (a mirror with the same file names). */
export function releasesAt(variables = process.env) {
  return (variables.PIM_PULUMI_RELEASES ?? "https://get.pulumi.com/releases/sdk").replace(/\/+$/, "");
}

/**
 * Fetches the official release, checks its SHA-256 and unpacks it.
 * @param {string} directory where the executables go
 * @param {string} base URL of the folder with the releases
 * @returns {Promise<{ reachable: true } | { reachable: false, reason: string }>} an archive that is there but wrong throws
 */
export async function fetchRelease(directory, base) {
  const archive = archiveName(process.platform, process.arch);
  if (!archive) return unreachable(`there is no release for ${process.platform} on ${process.arch}`);
  const checksums = await getText(`${base}/pulumi-${pinnedPulumi}-checksums.txt`);
  if (checksums === undefined) return unreachable("the official release is out of reach");
  const expected = checksumOf(checksums, archive);
  if (!expected) return unreachable(`the release at ${base} does not list ${archive}`);
  await step(`fetching the Pulumi CLI ${pinnedPulumi}`, async (report) => {
    const bytes = await download(`${base}/${archive}`, report);
    verify(bytes, expected, archive);
    await unpack(bytes, archive, directory);
  });
  return { reachable: true };
}

/**
 * Name of the archive for a platform; nothing where Pulumi publishes none.
 * @param {string} platform
 * @param {string} arch
 */
export function archiveName(platform, arch) {
  const system = new Map([
    ["linux", "linux"],
    ["darwin", "darwin"],
    ["win32", "windows"],
  ]).get(platform);
  if (!system || !["x64", "arm64"].includes(arch)) return undefined;
  return `pulumi-v${pinnedPulumi}-${system}-${arch}.${system === "windows" ? "zip" : "tar.gz"}`;
}

/**
 * @param {string} checksums lines of `<sha256>  <file name>`
 * @param {string} archive
 */
export function checksumOf(checksums, archive) {
  for (const line of checksums.split("\n")) {
    const [sum, name] = line.trim().split(/\s+\*?/);
    if (name === archive && sum && /^[0-9a-f]{64}$/i.test(sum)) return sum.toLowerCase();
  }
  return undefined;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} expected SHA-256, hexadecimal
 * @param {string} archive
 */
export function verify(bytes, expected, archive) {
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found === expected) return;
  throw new Problem(`${archive} is not what its checksum says and was thrown away`, {
    why: `SHA-256 expected ${expected}\n     found    ${found}`,
    cure: "run again; if it stays, something between here and the release server changes files: put a pulumi of your own on PATH",
  });
}

/** @param {string} reason */
function unreachable(reason) {
  return { reachable: /** @type {const} */ (false), reason };
}

/**
 * @param {string} url
 * @returns {Promise<string | undefined>}
 */
async function getText(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(connectMs) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} url
 * @param {(detail: string) => void} report
 */
async function download(url, report) {
  const cure = "run again, or put a pulumi of your own on PATH";
  try {
    const response = await fetch(url);
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body) {
      chunks.push(chunk);
      size += chunk.length;
      report(`${Math.round(size / 1_000_000)} MB`);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw new Problem(`${url} could not be fetched`, {
      why: error instanceof Error ? error.message : String(error),
      cure,
    });
  }
}

/**
 * The archive has its executables one folder down (two on Windows); we want them at the top.
 * @param {Uint8Array} bytes
 * @param {string} archive
 * @param {string} directory
 */
async function unpack(bytes, archive, directory) {
  const file = join(directory, archive);
  writeFileSync(file, bytes);
  const { code, output } = await capture("tar", ["-xf", file, "-C", directory]);
  if (code !== 0) {
    throw new Problem(`${archive} could not be unpacked`, {
      why: tail(output),
      cure: 'install "tar", or put a pulumi of your own on PATH',
    });
  }
  rmSync(file);
  const top = join(directory, "pulumi");
  // The folder and the executable in it share a name: the folder steps aside first.
  const aside = join(directory, "unpacked");
  renameSync(top, aside);
  const executables = process.platform === "win32" ? join(aside, "bin") : aside;
  for (const entry of readdirSync(executables)) renameSync(join(executables, entry), join(directory, entry));
  rmSync(aside, { recursive: true });
}
