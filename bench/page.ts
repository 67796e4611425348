/** Puts a section into the page of benchmarks, in place of the one that the size, or the tenant, had before. */

/** @param page docs/benchmarks.md; what stands outside of the markers stays as it is */
export function writeSection(page: string, part: number | "tenant", section: string): string {
  const start = `<!-- measured: ${part} -->`;
  const end = `<!-- end: ${part} -->`;
  const text = `${start}\n${section}\n${end}`;
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from >= 0 && to > from) return page.slice(0, from) + text + page.slice(to + end.length);
  return `${page.trimEnd()}\n\n${text}\n`;
}

/** A size's section: when, where, how busy the machine was, the tables. */
export function sectionOf(
  size: number,
  { date, machine, rounds, load }: { date: string; machine: string; rounds: number; load: string },
  tables: string,
): string {
  const pairs = rounds === 1 ? "one pair" : `median of ${rounds} alternating pairs`;
  return `## ${size} resources\n\n${date} · ${machine} · ${pairs} · load ${load}\n\n${tables}`;
}
