/** A failure that its reader can mend: shown as what happened, why and the cure, never as a stack trace. */
export class Problem extends Error {
  /**
   * @param {string} what lower case, no final period
   * @param {{ why?: string, cure?: string, exitCode?: number }} [more]
   */
  constructor(what, { why, cure, exitCode = 1 } = {}) {
    super(what);
    this.name = "Problem";
    this.why = why;
    this.cure = cure;
    this.exitCode = exitCode;
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
  if (!(error instanceof Problem)) return `error: ${error instanceof Error ? error.message : String(error)}`;
  return [
    `error: ${error.message}`,
    ...(error.why ? [`  why:  ${indented(error.why)}`] : []),
    ...(error.cure ? [`  cure: ${indented(error.cure)}`] : []),
  ].join("\n");
}

/** @param {string} text */
function indented(text) {
  return text.trimEnd().split("\n").join("\n        ");
}
