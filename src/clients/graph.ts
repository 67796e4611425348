/** Microsoft Graph v1.0 of one tenant, through Microsoft's own client. */
import {
  AuthenticationHandler,
  Client,
  GraphClientError,
  type GraphRequest,
  ResponseType,
} from "@microsoft/microsoft-graph-client";
import { z } from "zod";
import { apiError, PimApiError } from "../wire";
import { type BatchAnswer, type BatchItem, batchAnswers, inBatches } from "./batch";
import { withQuery } from "./odata";
import { Patience } from "./patience";
import { RequestCounter } from "./request-counter";
import { isServerTrouble, Retry } from "./retry";
import { Send } from "./send";
import { Sending } from "./sending";
import { shaped, unexpected } from "./shaped";
import type { Transport } from "./transport";
import { type Looked, type Write, writeAndLook } from "./write-and-look";

/** How long a request may wait where its caller does not say; ISO 8601. */
const PATIENCE = "PT5M";

const page = z.looseObject({ value: z.array(z.unknown()), "@odata.nextLink": z.string().optional() });
const organizations = z.looseObject({ value: z.array(z.looseObject({ id: z.string() })) });

/**
 * Requests by path under `/v1.0`, their values encoded (`withQuery`). Answers are checked against a schema. Failures of all
 * kinds are a PimApiError: Microsoft's, a lost answer (status 599), an answer of another shape (`UnexpectedAnswer`).
 */
export class Graph {
  readonly requests = new RequestCounter();
  readonly #transport: Transport;
  readonly #client: Client;
  #organization: Promise<string> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
    const { accessToken } = transport;
    this.#client = Client.initWithMiddleware({
      baseUrl: transport.graphBaseUrl,
      // besides Microsoft's own hosts, to which tokens go anyhow
      customHosts: new Set([new URL(transport.graphBaseUrl).hostname]),
      middleware: [
        new Retry(() => transport.now()),
        ...(accessToken === undefined ? [] : [new AuthenticationHandler({ getAccessToken: signedIn(accessToken) })]),
        new Send(transport, this.requests),
      ],
    });
  }

  async get<S extends z.ZodType>(path: string, schema: S, patience = this.patience()): Promise<z.output<S>> {
    const body = await this.#send("GET", path, { kind: "read", repeatable: true, patience });
    return shaped(schema, body, nameOf("GET", path));
  }

  /** All rows of a collection, page by page; an empty page is not the last one. */
  async list<S extends z.ZodType>(path: string, row: S, patience = this.patience()): Promise<z.output<S>[]> {
    const first = await this.#send("GET", path, { kind: "read", repeatable: true, patience });
    return this.rowsFrom(path, first, row, patience);
  }

  /** The rows of a collection whose first page, got in a `$batch`, is `body`. */
  async rowsFrom<S extends z.ZodType>(
    path: string,
    body: unknown,
    row: S,
    patience = this.patience(),
  ): Promise<z.output<S>[]> {
    const operation = nameOf("GET", path);
    const rows: z.output<S>[] = [];
    for (let next = shaped(page, body, operation); ; ) {
      rows.push(...shaped(z.array(row), next.value, operation));
      const link = next["@odata.nextLink"];
      if (link === undefined) return rows;
      // a token goes to the tenant alone, whatever an answer says
      if (new URL(link).origin !== new URL(this.#transport.graphBaseUrl).origin)
        throw unexpected(operation, `the next page lies at another host, ${new URL(link).host}`);
      next = shaped(page, await this.#send("GET", path, { kind: "page", repeatable: true, patience, link }), operation);
    }
  }

  /** A POST that only asks, such as `getByIds`. */
  async ask<S extends z.ZodType>(
    path: string,
    body: unknown,
    schema: S,
    patience = this.patience(),
  ): Promise<z.output<S>> {
    const answer = await this.#send("POST", path, { kind: "read", repeatable: true, patience }, body);
    return shaped(schema, answer, nameOf("POST", path));
  }

  /** A write and the read that shows its effect, in one request. The write is repeated only where it says so, or after a 429. */
  writeAndLook(write: Write, look: string, patience = this.patience()): Promise<Looked> {
    const { method, path, repeatable } = write;
    const how = { kind: "write", repeatable, patience } as const;
    const post = async (body: unknown) => {
      // failures of the whole batch are told as failures of the write
      const answer = await this.#send("POST", "/$batch", how, body, nameOf(method, path));
      return shaped(batchAnswers, answer, "POST /$batch");
    };
    return writeAndLook(write, look, post, patience, () => this.#transport.now());
  }

  /** Several reads in `$batch`es; answers in the order of the items, whatever their status. */
  batch(items: readonly BatchItem[], patience = this.patience()): Promise<BatchAnswer[]> {
    const post = (body: unknown) => this.ask("/$batch", body, batchAnswers, patience);
    return inBatches(items, post, patience, () => this.#transport.now());
  }

  /** The id of the tenant that answers. */
  async tenantId(): Promise<string> {
    return this.#transport.tenantId() ?? (await this.#whoAnswers());
  }

  /** The tenant's clock; asks once if nobody has answered yet. */
  async now(): Promise<Date> {
    if (this.#transport.now() === undefined) await this.#whoAnswers();
    const now = this.#transport.now();
    if (now === undefined) throw unexpected("GET /organization", "no answer says what time it is (header Date)");
    return now;
  }

  /** Patience for one piece of work. @param timeout ISO 8601 duration */
  patience(timeout = PATIENCE): Patience {
    return new Patience(this.#transport, timeout);
  }

  #whoAnswers(): Promise<string> {
    this.#organization ??= this.get(withQuery("/organization", { $select: "id" }), organizations)
      .then(({ value: [one] }) => {
        if (one === undefined) throw unexpected("GET /organization", "an empty list");
        return one.id.toLowerCase();
      })
      .catch((error) => {
        this.#organization = undefined;
        throw error;
      });
    return this.#organization;
  }

  async #send(
    method: "GET" | "POST",
    path: string,
    how: Omit<ConstructorParameters<typeof Sending>[0], "operation">,
    body?: unknown,
    operation = nameOf(method, path),
  ): Promise<unknown> {
    this.#transport.open();
    const request = this.#client
      .api(path)
      .responseType(ResponseType.RAW)
      .middlewareOptions([new Sending({ ...how, operation })]);
    const response = await roundTrip(request, method, body, operation);
    const answer = parsed(await response.text());
    if (response.ok) return answer;
    throw apiError(operation, response.status, answer);
  }
}

/** True for an answer that does not say whether the request took effect. */
export function isLost({ status }: PimApiError): boolean {
  return isServerTrouble(status);
}

async function roundTrip(request: GraphRequest, method: string, body: unknown, operation: string): Promise<Response> {
  try {
    return method === "GET" ? await request.get() : await request.post(body);
  } catch (error) {
    if (!(error instanceof GraphClientError)) throw error;
    throw new PimApiError({ status: 401, code: "SignInFailed", message: error.message, operation });
  }
}

const CREDENTIALS =
  "set AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret, certificate or federated token in the environment, or run az login";

/** Microsoft's client passes errors of this class on as they are. */
function signedIn(accessToken: () => Promise<string>): () => Promise<string> {
  return async () => {
    try {
      return await accessToken();
    } catch (error) {
      const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
      throw new GraphClientError(`no token for Microsoft Graph: ${reason}; ${CREDENTIALS}`);
    }
  };
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function nameOf(method: string, path: string): string {
  return `${method} ${path.split("?")[0]}`;
}
