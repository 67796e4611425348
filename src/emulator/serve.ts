import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { isConnectionReset } from "./faults/line";
import type { Places } from "./places";
import { Tenant, type TenantOptions } from "./tenant";

export interface ServeOptions extends TenantOptions {
  /** 0 (default) takes a free one. */
  readonly port?: number;
}

/** A tenant over HTTP, and the base URLs of its services. */
export interface Served extends Places {
  readonly tenantId: string;
  readonly file: string;
  readonly tenant: Tenant;
  close(): Promise<void>;
}

/** Serves a tenant on 127.0.0.1 only. Rejects when the port is taken. */
export async function serve(options: ServeOptions): Promise<Served> {
  // who has the tenant in process needs no server, and it takes a while to load
  const { createAdaptorServer } = await import("@hono/node-server");
  const tenant = Tenant.open({ wait: async (ms) => void (await sleep(ms)), ...options });
  let places: Places | undefined;
  const server = createAdaptorServer({
    fetch: async (request: Request, { incoming }) => {
      try {
        return await tenant.fetch(request, places);
      } catch (error) {
        if (!isConnectionReset(error)) throw error;
        incoming.socket.destroy();
        return new Response();
      }
    },
  });
  const stopped = new Promise<void>((resolve) => server.once("close", resolve));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.port ?? 0, "127.0.0.1", resolve);
    });
  } catch (error) {
    tenant.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  places = { graph: base, arm: base, login: base };
  return {
    ...places,
    tenantId: tenant.tenantId,
    file: options.file,
    tenant,
    close: async () => {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await stopped;
      tenant.close();
    },
  };
}
