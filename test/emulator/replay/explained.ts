import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = join(__dirname, "../../../../docs/emulator-differences.md");
const heading = "## Documented examples that fail";

/** Examples whose failure has a line with a reason in docs/emulator-differences.md, with the reason. */
export function explained(): ReadonlyMap<string, string> {
  const [, section = ""] = readFileSync(page, "utf8").split(`${heading}\n`);
  const [table = ""] = section.split("\n## ");
  const rows = [...table.matchAll(/^\| (.+?) \| (.+?) \|$/gm)];
  return new Map(
    rows.flatMap(([, examples = "", reason = ""]) =>
      examples.split(",").map((id): [string, string] => [id.trim().replaceAll("`", ""), reason]),
    ),
  );
}
