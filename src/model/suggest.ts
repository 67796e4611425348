/** The candidate nearest to what was written, or nothing when none is near. */
export function nearest(got: string, candidates: Iterable<string>): string | undefined {
  const wanted = got.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 4));
  let best: { text: string; distance: number } | undefined;
  for (const text of candidates) {
    const distance = editDistance(wanted, text.toLowerCase(), limit);
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { text, distance };
  }
  return best?.text ?? shortestThatBeginsWith(wanted, candidates);
}

/** Half a name is enough where it is the beginning: "Global Admin". */
function shortestThatBeginsWith(wanted: string, candidates: Iterable<string>): string | undefined {
  if (wanted.length < 4) return undefined;
  return [...candidates]
    .filter((text) => text.toLowerCase().startsWith(wanted))
    .toSorted((a, b) => a.length - b.length)[0];
}

/** `; did you mean "x"?` or nothing. */
export function didYouMean(got: string, candidates: Iterable<string>): string {
  const match = nearest(got, candidates);
  return match === undefined ? "" : `; did you mean "${match}"?`;
}

/** Levenshtein distance, given up as soon as it must exceed `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
