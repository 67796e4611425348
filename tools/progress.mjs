/** Progress on stderr, so that stdout belongs to results. One rewritten line on a terminal, a line now and then elsewhere. */

const terminal = process.stderr.isTTY === true;
const coloursWanted = !process.env.NO_COLOR && process.env.TERM !== "dumb";

/** How often a step without a terminal says that it is still alive. */
const heartbeatMs = 15_000;

/**
 * @param {"green" | "red"} colour
 * @param {string} text
 * @param {NodeJS.WriteStream} [stream] where it goes; colours are for terminals
 */
export function paint(colour, text, stream = process.stderr) {
  const codes = { green: 32, red: 31 };
  return coloursWanted && stream.isTTY ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}

/** @param {string} text one line for the reader */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Shows a long step while it runs: its name, the time it has taken, what it last reported.
 * @template T
 * @param {string} name what is being done, e.g. `building the Pulumi CLI`
 * @param {(report: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const start = Date.now();
  let detail = "";
  const line = () => [name, ...(detail ? [detail] : []), elapsed(Date.now() - start)].join(", ");
  const timer = setInterval(() => (terminal ? redraw(line()) : say(`  ${line()}`)), terminal ? 200 : heartbeatMs);
  if (!terminal) say(`${name} …`);
  try {
    const result = await work((latest) => {
      detail = latest;
    });
    finish(`${paint("green", "done:")} ${name} (${elapsed(Date.now() - start)})`);
    return result;
  } catch (error) {
    finish(`${paint("red", "failed:")} ${name} (${elapsed(Date.now() - start)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** @param {number} milliseconds */
export function elapsed(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** @param {string} text */
function redraw(text) {
  process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
}

/** @param {string} text */
function finish(text) {
  process.stderr.write(terminal ? `\r\u001b[2K${text}\n` : `${text}\n`);
}
