/** Rows looked up one by one, brought into the order of lists and each only once, as paging needs them. */
export function inSequence<Row extends { readonly sequence: number }>(rows: readonly Row[]): Row[] {
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  return [...bySequence.values()].sort((left, right) => left.sequence - right.sequence);
}
