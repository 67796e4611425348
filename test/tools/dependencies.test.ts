import { expect } from "chai";
import { loadTool } from "./load-tool";

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean; link?: boolean }>;
interface Dependencies {
  agrees(locked: Packages, installed: Packages): boolean;
}

describe("locked dependencies", () => {
  const locked: Packages = {
    "": { version: "0.1.0" },
    "examples/one": { version: "0.0.0" },
    "node_modules/one": { link: true },
    "node_modules/zod": { version: "4.0.0", integrity: "sha512-a" },
    "node_modules/only-on-mac": { version: "1.0.0", integrity: "sha512-b", optional: true },
  };
  const installed: Packages = {
    "examples/one": { version: "0.0.0" },
    "node_modules/one": { link: true },
    "node_modules/zod": { version: "4.0.0", integrity: "sha512-a" },
  };
  let agrees: Dependencies["agrees"];
  before(async () => {
    ({ agrees } = await loadTool<Dependencies>("dependencies.mjs"));
  });

  it("are there when npm's record says so, builds for other platforms aside", () => {
    expect(agrees(locked, installed)).to.equal(true);
  });

  it("are not when one is missing", () => {
    const { "node_modules/zod": _missing, ...rest } = installed;
    expect(agrees(locked, rest)).to.equal(false);
  });

  it("are not when one has another version or another content", () => {
    expect(agrees(locked, { ...installed, "node_modules/zod": { version: "4.0.1", integrity: "sha512-a" } })).to.equal(
      false,
    );
    expect(agrees(locked, { ...installed, "node_modules/zod": { version: "4.0.0", integrity: "sha512-c" } })).to.equal(
      false,
    );
  });

  it("are not when something is installed that the lock file does not know", () => {
    expect(agrees(locked, { ...installed, "node_modules/extra": { version: "1.0.0" } })).to.equal(false);
  });
});
