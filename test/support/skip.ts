import type { Context, Suite } from "mocha";

/**
 * Skips the running test, or from a `before` hook all tests of its suite, and puts the reason into the title, which is
 * what `npm test` lists above its closing line.
 */
export function skip(context: Context, reason: string): never {
  const { test } = context;
  // The types know no hooks here; a hook stands in for every test of its suite.
  const titled = test?.type === ("hook" as string) ? testsOf(test.parent) : test ? [test] : [];
  for (const one of titled) one.title += ` (skipped: ${reason})`;
  return context.skip();
}

function testsOf(suite: Suite | undefined): { title: string }[] {
  const tests: { title: string }[] = [];
  suite?.eachTest((test) => {
    tests.push(test);
  });
  return tests;
}
