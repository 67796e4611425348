/**
 * @typedef {{ name: string, passed: boolean }} Check lint, types, walls: each counts as one
 * @typedef {{ passed: number, failed: number, skipped: string[] }} Counts of the test run
 */

/**
 * Adds up what ran. A test run without counts (it crashed), one that counted nothing and one that ended badly in spite
 * of its counts are failures.
 * @param {Check[]} checks
 * @param {Counts | undefined} counts
 * @param {number} exitCode of the test run
 * @returns {{ lines: string[], closing: string, exitCode: 0 | 1 }} `lines` go above the closing line
 */
export function tally(checks, counts, exitCode) {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: [] };
  const trouble = troubleOf(counts, exitCode);
  const failedChecks = checks.filter((check) => !check.passed);
  const allFailed = failedChecks.length + failed + (trouble ? 1 : 0);
  return {
    lines: [
      ...skipped.map((title) => `skipped: ${title}`),
      ...failedChecks.map((check) => `failed: ${check.name}`),
      ...(trouble ? [`failed: ${trouble}`] : []),
    ],
    closing: `${checks.length - failedChecks.length + passed} passed, ${allFailed} failed, ${skipped.length} skipped`,
    exitCode: allFailed === 0 ? 0 : 1,
  };
}

/**
 * @param {Counts | undefined} counts
 * @param {number} exitCode
 */
function troubleOf(counts, exitCode) {
  if (!counts) return `the test run ended with code ${exitCode} before it could count`;
  if (counts.passed + counts.failed === 0) return "no test ran";
  if (exitCode !== 0 && counts.failed === 0) return `the test run ended with code ${exitCode}`;
  return undefined;
}
