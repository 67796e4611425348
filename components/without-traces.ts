/**
 * Makes resources without the stack traces that Pulumi's SDK takes down for each field of each, source maps and all, should a promise
 * of it leak: with hundreds of resources they are a third of the program's time. What the engine is told about the place of a
 * resource in the program stays, since the SDK sets its own limit for that.
 */
export function withoutTraces<T>(make: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
