import { z } from "zod";
import type { Graph } from "./graph";
import { withQuery } from "./odata";
import type { Principals } from "./principals";
import type { Transport } from "./transport";

const ids = z.looseObject({ id: z.string() });
const claims = z.looseObject({ oid: z.string() });

/** The identity that deploys: whose token, or which service principal of an embedded tenant, makes our requests. */
export class Deployer {
  readonly #graph: Graph;
  readonly #transport: Transport;
  readonly #principals: Principals;
  #id: Promise<string | undefined> | undefined;
  #groups: Promise<ReadonlySet<string>> | undefined;

  constructor(graph: Graph, transport: Transport, principals: Principals) {
    this.#graph = graph;
    this.#transport = transport;
    this.#principals = principals;
  }

  /** Whether `principal` is the deploying identity, or a group that it belongs to. */
  async is(principal: string): Promise<boolean> {
    this.#id ??= this.#whoDeploys().catch((error: unknown) => {
      // the next one who asks tries again
      this.#id = undefined;
      throw error;
    });
    const id = await this.#id;
    const asked = principal.toLowerCase();
    if (id === undefined || id === asked) return id === asked;
    const who = (await this.#principals.of([asked])).get(asked);
    if (who?.type !== "group") return false;
    this.#groups ??= this.#groupsOf(id).catch((error: unknown) => {
      this.#groups = undefined;
      throw error;
    });
    return (await this.#groups).has(asked);
  }

  /** A token names its owner, user or service principal alike; nobody has to be asked. */
  async #whoDeploys(): Promise<string | undefined> {
    const { deployer, accessToken } = this.#transport;
    if (deployer !== undefined) {
      this.#transport.open();
      return deployer().toLowerCase();
    }
    if (accessToken === undefined) return undefined;
    const [, payload = ""] = (await accessToken()).split(".");
    return claims.safeParse(parsed(Buffer.from(payload, "base64url").toString())).data?.oid.toLowerCase();
  }

  /** Groups that may hold a role cannot be nested, so the direct ones are all that count. */
  async #groupsOf(id: string): Promise<ReadonlySet<string>> {
    const who = (await this.#principals.of([id])).get(id);
    const collection = who?.type === "user" ? "users" : "servicePrincipals";
    const rows = await this.#graph.list(withQuery(`/${collection}/${id}/memberOf`, { $select: "id" }), ids);
    return new Set(rows.map((row) => row.id.toLowerCase()));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
