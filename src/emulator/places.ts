/** Where clients reach the services: scheme and host of each. All three are one where they share a port. */
export interface Places {
  readonly graph: string;
  readonly arm: string;
  readonly login: string;
}

/** Microsoft's own addresses, which a tenant in process answers to. */
export const cloudPlaces: Places = {
  graph: "https://graph.microsoft.com",
  arm: "https://management.azure.com",
  login: "https://login.microsoftonline.com",
};

/** A service that tokens are made for. */
export type Resource = "graph" | "arm";

const known: Readonly<Record<Resource, readonly string[]>> = {
  graph: [cloudPlaces.graph, "00000003-0000-0000-c000-000000000000"],
  arm: [
    cloudPlaces.arm,
    "https://management.core.windows.net",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    "https://management.core.windows.net/",
  ],
};

/**
 * The services that an audience names: one, or both where they share a port. Trailing slashes do not count, and localhost is
 * 127.0.0.1.
 */
export function resourcesOf(audience: string, places: Places): Resource[] {
  const wanted = canonical(audience);
  return (["graph", "arm"] as const).filter(
    (resource) => canonical(places[resource]) === wanted || known[resource].includes(wanted),
  );
}

function canonical(audience: string): string {
  return audience
    .replace(/\/+$/, "")
    .toLowerCase()
    .replace(/^(https?:\/\/)localhost(?=:|$)/, "$1127.0.0.1");
}
