/** What this repository runs on. The CLI and the SDK in package.json go together. */

/** First Node with a `node:sqlite` that needs no flag. */
export const minimumNode = "22.13.0";

/** The Node that set-up brings where the machine's own is older. */
export const pinnedNode = "22.23.3";

/** The Pulumi CLI that set-up brings where PATH has none as new. */
export const pinnedPulumi = "3.259.0";

/**
 * Compares by number, pre-release suffixes aside: `v3.260.0-dev.1` is at least `3.259.0`.
 * @param {string} version
 * @param {string} minimum
 */
export function atLeast(version, minimum) {
  const [have, need] = [numbersOf(version), numbersOf(minimum)];
  if (have.length === 0) return false;
  for (let index = 0; index < 3; index += 1) {
    const difference = (have[index] ?? 0) - (need[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** @param {string} version */
function numbersOf(version) {
  const match = /^\s*v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return match ? match.slice(1, 4).map((part) => Number(part ?? 0)) : [];
}
