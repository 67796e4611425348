import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { skip } from "../../support/skip";
import { explained } from "./explained";
import { play } from "./play";
import { readExamples } from "./read-examples";

const folder = join(__dirname, "../../../../../shared/fixtures");

for (const name of ["graph-examples.json", "arm-examples.json"]) {
  const file = join(folder, name);
  describe(`documented examples of ${name}, replayed`, function () {
    this.timeout(60_000);
    if (!existsSync(file)) {
      it("are in a folder beside the repository", function () {
        skip(this, `../shared/fixtures/${name} is not there`);
      });
      return;
    }
    const { examples } = readExamples(file);
    const reasons = explained();
    for (const family of [...new Set(examples.map((example) => example.family))].sort())
      it(`${family} pass, or fail for a reason that docs/emulator-differences.md gives`, async () => {
        const unexplained: string[] = [];
        for (const example of examples.filter((each) => each.family === family)) {
          const found = await play(example);
          if (found.length > 0 && !reasons.has(example.id)) unexplained.push(`${example.id}: ${found[0]}`);
        }
        expect(unexplained).to.deep.equal([]);
      });
  });
}
