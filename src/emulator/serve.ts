import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { createAdaptorServer, Http2Bindings, HttpBindings } from "@hono/node-server";
import { type Certificate, makeCertificate } from "./certificate";
import { isConnectionReset } from "./faults/line";
import type { Places } from "./places";
import { Tenant, type TenantOptions } from "./tenant";

export interface ServeOptions extends TenantOptions {
  /** 0 (default) takes a free one. With three ports, those of ARM and sign-in follow it. */
  readonly port?: number;
  /** "one" (default) for all services, or "three": then strict sign-in can tell tokens for Graph from those for ARM. */
  readonly ports?: "one" | "three";
  /** With a certificate made now, which clients must be told to trust. */
  readonly https?: boolean;
}

/** A tenant over HTTP, and the base URLs of its services. */
export interface Served extends Places {
  readonly tenantId: string;
  readonly file: string;
  /** A service principal that may do everything, to sign in as: that of the seed; only where sign-in is strict. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Path of a PEM file to trust; only with HTTPS. */
  readonly ca?: string;
  readonly tenant: Tenant;
  close(): Promise<void>;
}

type Server = ReturnType<typeof createAdaptorServer>;

/** Serves a tenant on 127.0.0.1 only. Rejects when a port is taken. */
export async function serve(options: ServeOptions): Promise<Served> {
  const tenant = Tenant.open({ wait: async (ms) => void (await sleep(ms)), ...options });
  const open: Server[] = [];
  let certificate: Certificate | undefined;
  const close = async () => {
    await Promise.all(open.map(stop));
    certificate?.remove();
    tenant.close();
  };
  try {
    certificate = options.https ? await makeCertificate() : undefined;
    const places = await listen(options, tenant, certificate, open);
    return {
      ...places,
      tenantId: tenant.tenantId,
      file: options.file,
      ...signInOf(options, tenant, certificate),
      tenant,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the ports one after the other and says who answers where. */
async function listen(
  { port = 0, ports }: ServeOptions,
  tenant: Tenant,
  certificate: Certificate | undefined,
  open: Server[],
): Promise<Places> {
  // who has the tenant in process needs no server, and it takes a while to load
  const { createAdaptorServer } = await import("@hono/node-server");
  let places: Places | undefined;
  const fetch = async (request: Request, { incoming }: HttpBindings | Http2Bindings) => {
    try {
      return await tenant.fetch(request, places && asSeen(places, request));
    } catch (error) {
      if (!isConnectionReset(error)) throw error;
      incoming.socket.destroy();
      return new Response();
    }
  };
  const tls = certificate && { key: certificate.key, cert: certificate.cert };
  const start = async (at: number) => {
    const server = createAdaptorServer(
      tls === undefined ? { fetch } : { fetch, createServer: createHttpsServer, serverOptions: tls },
    );
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(at, "127.0.0.1", resolve);
    });
    open.push(server);
    const { port: taken } = server.address() as AddressInfo;
    return `${tls ? "https" : "http"}://127.0.0.1:${taken}`;
  };
  const next = (step: number) => (port === 0 ? 0 : port + step);
  const graph = await start(port);
  const apart = ports === "three";
  places = { graph, arm: apart ? await start(next(1)) : graph, login: apart ? await start(next(2)) : graph };
  return places;
}

/** A client that calls localhost is told of localhost: some compare the addresses that it finds with the one it was given. */
function asSeen(places: Places, request: Request): Places {
  if (new URL(request.url).hostname !== "localhost") return places;
  const seen = (place: string) => place.replace("127.0.0.1", "localhost");
  return { graph: seen(places.graph), arm: seen(places.arm), login: seen(places.login) };
}

function signInOf({ auth }: ServeOptions, tenant: Tenant, certificate: Certificate | undefined) {
  const credentials = auth === "strict" ? tenant.credentials(tenant.deployerId) : undefined;
  return {
    ...(credentials && { clientId: credentials.clientId, clientSecret: credentials.clientSecret }),
    ...(certificate && { ca: certificate.file }),
  };
}

async function stop(server: Server): Promise<void> {
  const stopped = new Promise<void>((resolve) => server.once("close", resolve));
  server.close();
  if ("closeAllConnections" in server) server.closeAllConnections();
  await stopped;
}
