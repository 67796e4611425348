import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadTool } from "./load-tool";

interface Compile {
  removeOrphans(output: string, sources: string): void;
}

describe("removeOrphans", () => {
  it("removes what was compiled from sources that are gone, and only that", async () => {
    const { removeOrphans } = await loadTool<Compile>("compile.mjs");
    const directory = mkdtempSync(join(tmpdir(), "pim-compile-"));
    try {
      const write = (path: string) => {
        mkdirSync(join(directory, path, ".."), { recursive: true });
        writeFileSync(join(directory, path), "");
      };
      const kept = [
        "bin/src/kept.js",
        "bin/src/kept.js.map",
        "bin/src/kept.d.ts",
        "bin/src/data.json",
        "bin/.tsbuildinfo",
      ];
      const gone = ["bin/src/gone.js", "bin/src/gone.js.map", "bin/src/gone.d.ts", "bin/src/gone.json"];
      for (const path of ["src/kept.ts", "src/data.json", ...kept, ...gone]) write(path);
      removeOrphans(join(directory, "bin"), directory);
      expect(kept.filter((path) => !existsSync(join(directory, path)))).to.deep.equal([]);
      expect(gone.filter((path) => existsSync(join(directory, path)))).to.deep.equal([]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
