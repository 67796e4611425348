/** Where a URL points. */
export interface Place {
  readonly host: string;
  /** Decoded, without query. */
  readonly path: string;
  /** Of Graph. */
  readonly version: string;
  /** Of Graph, under the version: `['groups', '{id}', 'members']`; a key in brackets is a segment of its own. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

export function placeOf(address: string): Place {
  const url = new URL(address);
  const [, version = "", ...rest] = decode(url.pathname)
    .replace(/\(on='(\w+)'\)/, "/$1")
    .replace(/\/([A-Za-z]+)\((?:\w+=)?'?([^')]*)'?\)/g, "/$1/$2")
    .split("/")
    .filter((segment, index) => index === 0 || segment !== "");
  return { host: url.host, path: decode(url.pathname), version, segments: rest, query: url.searchParams };
}

/** The names that `$select` keeps; undefined where all are shown. */
export function selected({ query }: Place): readonly string[] | undefined {
  return query
    .get("$select")
    ?.split(",")
    .map((name) => name.trim());
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
