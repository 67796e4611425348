import { fstatSync } from "node:fs";

/**
 * Ends this process when the engine is gone: nobody would write down what it still does. The engine holds the other end of a
 * provider's stdin and never writes to it, so the end of that pipe is the end of the engine, however it died.
 */
export function stopWithEngine(): void {
  // a process that somebody started by hand may have no pipe there, or one that has ended
  if (!fstatSync(0).isFIFO() && !fstatSync(0).isSocket()) return;
  const stop = () => process.exit(1);
  process.stdin.once("end", stop).once("error", stop).resume();
  process.stdin.unref();
}
