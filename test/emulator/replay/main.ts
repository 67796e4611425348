/** `npm run replay -- FILE`: documented examples against the embedded tenant. */
import { Command } from "commander";
import { ReplayFileError } from "./example";
import { explained } from "./explained";
import { readExamples } from "./read-examples";
import { replay } from "./replay";
import { tables } from "./tables";

async function run(file: string, { only, failures }: { readonly only?: string; readonly failures: boolean }) {
  const { examples, skipped } = readExamples(file);
  const wanted = only === undefined ? examples : examples.filter(({ id, family }) => `${family} ${id}`.includes(only));
  const played = await replay(wanted);
  const lines = explained();
  const failed = played.filter(({ found }) => found.length > 0);
  for (const { example, found } of failures ? failed : [])
    process.stdout.write(
      `${[`${example.family} ${example.id}: ${example.method} ${example.url}`, ...found.slice(0, 10).map((line) => `  ${line}`)].join("\n")}\n`,
    );
  process.stdout.write(`${tables(played, skipped, lines)}\n`);
  if (failed.some(({ example }) => !lines.has(example.id))) process.exitCode = 1;
}

new Command("npm run replay --")
  .description(
    "Plays documented calls of Microsoft Graph or Azure Resource Manager against the embedded tenant: makes what each example presumes, sends it, compares status and body.",
  )
  .argument("<file>", "JSON of one of the two formats of ../shared/fixtures: graph-examples.json, arm-examples.json")
  .option("--only <text>", "only examples whose family and id contain this text")
  .option("--no-failures", "the tables alone, without what differs in each failed example")
  .addHelpText(
    "after",
    "\nExit code 0 when every example passed, or failed for a reason that docs/emulator-differences.md gives; 1 otherwise.",
  )
  .action(async (file: string, options: { readonly only?: string; readonly failures: boolean }) => {
    try {
      await run(file, options);
    } catch (error) {
      if (!(error instanceof ReplayFileError)) throw error;
      process.stderr.write(`error: ${error.message}\n`);
      process.exitCode = 1;
    }
  })
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
