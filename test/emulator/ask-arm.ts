import { type Answer, type Asker, at, listed } from "./ask";

/** Short words for asking Azure Resource Manager; the API version is put behind the path. */
export interface ArmAsker {
  get(path: string, version?: string): Promise<Answer>;
  send(method: string, path: string, body?: unknown, version?: string): Promise<Answer>;
}

const host = "https://management.azure.com";

/** `caller` is a bearer token: a UPN, an object id, a token in full; the deploying identity without one. */
export function armWords({ send }: Pick<Asker, "send">, caller?: string): ArmAsker {
  const headers: Record<string, string> = caller === undefined ? {} : { Authorization: `Bearer ${caller}` };
  const ask: ArmAsker["send"] = (method, path, body, version = "2022-04-01") =>
    send(method, `${host}${path}${path.includes("?") ? "&" : "?"}api-version=${version}`, body, headers);
  return { send: ask, get: (path, version) => ask("GET", path, undefined, version) };
}

/** Id of a subscription of Contoso by its display name. */
export async function subscriptionNamed({ get }: ArmAsker, displayName: string): Promise<string> {
  const all = listed(await get("/subscriptions", "2022-12-01"));
  const id = at(
    all.find((each) => at(each, "displayName") === displayName),
    "id",
  );
  if (typeof id !== "string") throw new Error(`no subscription is called ${displayName}`);
  return id;
}

/** Names of Azure roles, the same in every tenant. */
export const armRoles = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  userAccessAdministrator: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
} as const;
