import { join } from "node:path";
import { root } from "../places.mjs";
import { Problem } from "../problem.mjs";
import { capture, tail } from "../run.mjs";
import { pinnedPulumi } from "../versions.mjs";

const cliPackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const tags = ["-tags", "osusergo,grpcnotrace"];
const linkerFlags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${pinnedPulumi}`;

/**
 * Builds the CLI from the Go module that tools/pulumi-cli pins (go.sum holds the checksums of all it is made of).
 * @param {string} executable where it goes
 * @param {(detail: string) => void} report
 */
export async function buildCli(executable, report) {
  await requireGo();
  const total = await downloadModules(report);
  let compiled = 0;
  const built = await go(
    ["build", "-mod=readonly", "-v", "-trimpath", ...tags, "-ldflags", linkerFlags, "-o", executable, cliPackage],
    () => {
      compiled += 1;
      report(`${Math.min(compiled, total)} of ${total} packages compiled`);
    },
  );
  if (built.code !== 0) throw failed("compiling", built.output);
  const { stdout } = await capture(executable, ["version"], { variables: { PULUMI_SKIP_UPDATE_CHECK: "true" } });
  if (stdout.trim() !== `v${pinnedPulumi}`) {
    throw new Problem("the built Pulumi CLI does not run here", { why: `pulumi version printed "${stdout.trim()}"` });
  }
}

async function requireGo() {
  const cure = `install Go 1.25 or newer (https://go.dev/dl), or put a pulumi ${pinnedPulumi} or newer on PATH`;
  const answer = await capture("go", ["version"]).catch(() => undefined);
  if (!answer) throw new Problem("there is no Pulumi CLI here, and no Go to build one", { cure });
  const minor = /go1\.(\d+)/.exec(answer.stdout)?.[1];
  // From 1.21 on Go fetches the newer toolchain that a module asks for.
  if (minor && Number(minor) < 21) {
    throw new Problem("the Go on this machine is too old to build the Pulumi CLI", { why: answer.stdout.trim(), cure });
  }
}

/**
 * Lists what there is to compile, which makes Go download it.
 * @param {(detail: string) => void} report
 * @returns {Promise<number>} number of packages
 */
async function downloadModules(report) {
  let downloaded = 0;
  const listed = await go(["list", "-mod=readonly", "-deps", ...tags, cliPackage], (line) => {
    if (line.startsWith("go: downloading")) downloaded += 1;
    if (downloaded > 0) report(`${downloaded} modules downloaded`);
  });
  if (listed.code !== 0) throw failed("downloading its modules", listed.output);
  return listed.stdout.trim().split("\n").length;
}

/**
 * @param {string[]} args
 * @param {(line: string) => void} onLine
 */
function go(args, onLine) {
  // No C compiler is asked for; a workspace or vendor folder of the user's is none of ours.
  const variables = { CGO_ENABLED: "0", GOWORK: "off" };
  return capture("go", args, { cwd: join(root, "tools", "pulumi-cli"), variables, onLine });
}

/**
 * @param {string} doing
 * @param {string} output
 */
function failed(doing, output) {
  return new Problem(`building the Pulumi CLI failed while ${doing}`, {
    why: tail(output),
    cure: `check that Go reaches its module proxy (go env GOPROXY), or put a pulumi ${pinnedPulumi} or newer on PATH`,
  });
}
