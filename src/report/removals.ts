import { isConverted, isDeclaredActive, isHolding } from "./describe-holdings";
import type { Line } from "./line";

/** How many of the lines that go take something away from somebody, counted as the brake of `up` counts them. */
export function removalsOf(lines: readonly Line[], now: Date): number {
  return lines.filter((line) => takesAway(line, lines, now)).length;
}

function takesAway(line: Line, lines: readonly Line[], now: Date): boolean {
  const { dropped, live } = line;
  if (!isHolding(line) || !dropped || live === undefined || live.retained || live.inputs.onDelete === "leave")
    return false;
  const { status, end } = live.outputs;
  if (status === "expired" || status === "missing") return false;
  if (typeof end === "string" && Date.parse(end) <= now.getTime()) return false;
  // who is declared the other way instead keeps the role
  return line.kind === "assignment" ? !isConverted(line, lines) : !isDeclaredActive(line, lines);
}
