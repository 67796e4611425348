import { homedir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadTool } from "./load-tool";

interface Places {
  cacheDirectory(variables: Record<string, string>, platform: string): string;
}

describe("the cache directory", () => {
  let cacheDirectory: Places["cacheDirectory"];
  before(async () => {
    ({ cacheDirectory } = await loadTool<Places>("places.mjs"));
  });

  it("is where each system keeps what may be thrown away", () => {
    expect(cacheDirectory({}, "linux")).to.equal(join(homedir(), ".cache", "pim-as-code"));
    expect(cacheDirectory({}, "darwin")).to.equal(join(homedir(), "Library", "Caches", "pim-as-code"));
    expect(cacheDirectory({ LOCALAPPDATA: "/local" }, "win32")).to.equal(join("/local", "pim-as-code"));
  });

  it("follows XDG_CACHE_HOME, and PIM_CACHE_DIR before it", () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: "/xdg" }, "linux")).to.equal(join("/xdg", "pim-as-code"));
    expect(cacheDirectory({ XDG_CACHE_HOME: "/xdg", PIM_CACHE_DIR: "/mine" }, "linux")).to.equal("/mine");
  });
});
