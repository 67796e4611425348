import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { skip } from "../../support/skip";
import { loadTool } from "../load-tool";

interface Release {
  releasesAt(variables: Record<string, string>): string;
  archiveName(platform: string, arch: string): string | undefined;
  checksumOf(checksums: string, archive: string): string | undefined;
  fetchRelease(directory: string, base: string): Promise<{ reachable: boolean; reason?: string }>;
}

describe("the official release", () => {
  let release: Release;
  let directory: string;
  before(async () => {
    release = await loadTool<Release>("cli/release.mjs");
  });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "pim-release-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("has an archive for each platform that Pulumi serves, and none for others", () => {
    expect(release.archiveName("linux", "x64")).to.equal("pulumi-v3.259.0-linux-x64.tar.gz");
    expect(release.archiveName("darwin", "arm64")).to.equal("pulumi-v3.259.0-darwin-arm64.tar.gz");
    expect(release.archiveName("win32", "x64")).to.equal("pulumi-v3.259.0-windows-x64.zip");
    expect(release.archiveName("linux", "riscv64")).to.equal(undefined);
    expect(release.archiveName("freebsd", "x64")).to.equal(undefined);
  });

  it("comes from another place where the environment names one", () => {
    expect(release.releasesAt({ PIM_PULUMI_RELEASES: "http://127.0.0.1:1/mirror/" })).to.equal(
      "http://127.0.0.1:1/mirror",
    );
    expect(release.releasesAt({})).to.match(/^https:/);
  });

  it("takes the checksum of the very file, never of one whose name contains it", () => {
    const sum = "a".repeat(64);
    const text = `${"b".repeat(64)}  x-pulumi.tar.gz\n${sum}  pulumi.tar.gz\nnonsense  pulumi.tar.gz.sig\n`;
    expect(release.checksumOf(text, "pulumi.tar.gz")).to.equal(sum);
    expect(release.checksumOf("<html>please log in</html>", "pulumi.tar.gz")).to.equal(undefined);
  });

  it("is unpacked with its executables at the top", async function () {
    const archive = release.archiveName(process.platform, process.arch);
    if (archive === undefined || process.platform === "win32") {
      skip(this, "no tar.gz release for this platform");
    }
    const bytes = packed(directory);
    const mirror = await serve({ [archive]: bytes, "pulumi-3.259.0-checksums.txt": `${sha256(bytes)}  ${archive}\n` });
    try {
      const target = join(directory, "target");
      mkdirSync(target);
      expect(await release.fetchRelease(target, mirror.url)).to.deep.equal({ reachable: true });
      expect(readdirSync(target).sort()).to.deep.equal(["pulumi", "pulumi-language-nodejs"]);
      expect(readFileSync(join(target, "pulumi"), "utf8")).to.equal("the CLI");
    } finally {
      mirror.server.close();
    }
  });

  it("is refused when its checksum is another, and says so with a cure", async () => {
    const archive = release.archiveName(process.platform, process.arch) ?? "none";
    const mirror = await serve({
      [archive]: Buffer.from("tampered"),
      "pulumi-3.259.0-checksums.txt": `${sha256(Buffer.from("original"))}  ${archive}\n`,
    });
    try {
      const failure = await release.fetchRelease(directory, mirror.url).then(
        () => undefined,
        (error: Error & { why?: string; cure?: string }) => error,
      );
      expect(failure?.message).to.include(archive).and.to.include("thrown away");
      expect(failure?.why).to.include(sha256(Buffer.from("tampered")));
      expect(failure?.cure).to.be.a("string");
      expect(readdirSync(directory)).to.deep.equal([]);
    } finally {
      mirror.server.close();
    }
  });

  it("counts as out of reach when nobody answers, or something else does", async () => {
    const silent = await serve({});
    expect(await release.fetchRelease(directory, silent.url)).to.include({ reachable: false });
    silent.server.close();
    expect(await release.fetchRelease(directory, silent.url)).to.include({ reachable: false });
    const portal = await serve({ "pulumi-3.259.0-checksums.txt": "<html>please log in</html>" });
    expect(await release.fetchRelease(directory, portal.url)).to.include({ reachable: false });
    portal.server.close();
  });
});

function packed(directory: string): Buffer {
  const tree = join(directory, "tree", "pulumi");
  mkdirSync(tree, { recursive: true });
  writeFileSync(join(tree, "pulumi"), "the CLI", { mode: 0o755 });
  writeFileSync(join(tree, "pulumi-language-nodejs"), "the host", { mode: 0o755 });
  const file = join(directory, "packed.tar.gz");
  const made = spawnSync("tar", ["-czf", file, "-C", join(directory, "tree"), "pulumi"], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  return readFileSync(file);
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function serve(files: Record<string, Buffer | string>): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const content = files[(request.url ?? "/").slice(1)];
    response.writeHead(content === undefined ? 404 : 200, { connection: "close" });
    response.end(content);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
