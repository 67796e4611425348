/** Who object ids are. https://learn.microsoft.com/graph/api/directoryobject-getbyids */
import { z } from "zod";
import type { PrincipalType } from "../model";
import type { Graph } from "./graph";
import { withQuery } from "./odata";
import type { Principal } from "./plane";

/** The service's limit of ids in one request. */
const IDS = 1000;
const PATH = withQuery("/directoryObjects/getByIds", { $select: "id,displayName,userPrincipalName,accountEnabled" });

const objects = z.looseObject({
  value: z.array(
    z.looseObject({
      "@odata.type": z.string(),
      id: z.string(),
      displayName: z.string().nullish(),
      userPrincipalName: z.string().nullish(),
      accountEnabled: z.boolean().nullish(),
    }),
  ),
});
type ObjectJson = z.output<typeof objects>["value"][number];

/** Facts about principals, each asked for once per process. */
export class Principals {
  readonly #graph: Graph;
  /** By id; a chunk of ids that is on its way is there already. */
  readonly #known = new Map<string, Promise<ReadonlyMap<string, Principal>>>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** By object id, lower-case; those that the directory does not know are left out. */
  async of(ids: readonly string[]): Promise<Map<string, Principal>> {
    const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
    const missing = wanted.filter((id) => !this.#known.has(id));
    for (let first = 0; first < missing.length; first += IDS) this.#ask(missing.slice(first, first + IDS));
    const found = await Promise.all(wanted.map(async (id) => (await this.#known.get(id))?.get(id)));
    return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.id, one] as const])));
  }

  #ask(ids: readonly string[]): void {
    const answer = this.#graph.ask(PATH, { ids }, objects).then(
      ({ value }) => new Map(value.flatMap(principalOf).map((one) => [one.id, one] as const)),
      (error: unknown) => {
        // the next one who asks tries again
        for (const id of ids) this.#known.delete(id);
        throw error;
      },
    );
    for (const id of ids) this.#known.set(id, answer);
  }
}

const TYPES: Readonly<Record<string, PrincipalType>> = {
  "#microsoft.graph.user": "user",
  "#microsoft.graph.group": "group",
  "#microsoft.graph.serviceprincipal": "servicePrincipal",
};

function principalOf(json: ObjectJson): Principal[] {
  const type = TYPES[json["@odata.type"].toLowerCase()];
  if (type === undefined) return [];
  const id = json.id.toLowerCase();
  const displayName = json.displayName ?? id;
  const name = type === "user" ? (json.userPrincipalName ?? displayName) : displayName;
  return [{ id, type, name, enabled: json.accountEnabled !== false }];
}
