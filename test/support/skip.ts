import { type Context, type Runnable, type Suite, Test } from "mocha";

/**
 * Skips the running test, or from a `before` hook all tests of its suite, and puts the reason into the title, which is
 * what `npm test` lists above its closing line.
 */
export function skip(context: Context, reason: string): never {
  const running = context.test;
  const skipped = running instanceof Test ? [running] : testsOf(running?.parent);
  for (const test of skipped) test.title += ` (${reason})`;
  return context.skip();
}

function testsOf(suite: Suite | undefined): Runnable[] {
  const tests: Runnable[] = [];
  suite?.eachTest((test) => {
    tests.push(test);
  });
  return tests;
}
