/**
 * Differences of shape: a key that is missing, a value of another type. Documented answers are shortened, so more keys than
 * documented are fine; a list is fine when each documented item has one of its shape.
 */
export function shapeDifferences(expected: unknown, actual: unknown, path = "body"): string[] {
  if (expected === null || expected === undefined || isPageNoise(path, actual)) return [];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${path}: a list is expected, got ${kindOf(actual)}`];
    return expected.flatMap((item, index) => {
      const tries = actual.map((candidate) => shapeDifferences(item, candidate, `${path}[${index}]`));
      if (tries.some((differences) => differences.length === 0)) return [];
      return tries.sort((left, right) => left.length - right.length)[0] ?? [`${path}[${index}]: the list is empty`];
    });
  }
  if (typeof expected !== "object") return typeOf(expected, actual, path);
  if (typeof actual !== "object" || actual === null) return [`${path}: an object is expected, got ${kindOf(actual)}`];
  return Object.entries(expected).flatMap(([key, value]) =>
    key in actual || isPageNoise(`${path}.${key}`, undefined)
      ? shapeDifferences(value, Reflect.get(actual, key), `${path}.${key}`)
      : [`${path}.${key}: missing`],
  );
}

/** Some pages repeat the context in items, or show a modification time for what was never modified; others show null. */
function isPageNoise(path: string, actual: unknown): boolean {
  return /\]\.@odata\.context$/.test(path) || (path.endsWith(".modifiedDateTime") && actual === null);
}

/** Values that follow from no state are compared by type; enums and types by their words. */
function typeOf(expected: unknown, actual: unknown, path: string): string[] {
  if (typeof expected !== typeof actual) return [`${path}: ${kindOf(expected)} is expected, got ${kindOf(actual)}`];
  const words =
    /\.(@odata\.type|status|action|type|assignmentType|memberType|scopeType|caller|level|duration|directoryScopeId|roleDefinitionId)$/;
  const same = String(expected).toLowerCase().replace(/^#/, "") === String(actual).toLowerCase().replace(/^#/, "");
  return words.test(path) && !same ? [`${path}: "${expected}" is expected, got "${actual}"`] : [];
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value;
}
