import { type EntraRoles, entraRoles } from "./entra-roles";
import { Graph } from "./graph";
import { type TenantConfig, tenantConfig } from "./tenant-config";
import { openTransport, type Transport } from "./transport";

/** Everything this process talks to one tenant with. */
export interface Clients {
  readonly transport: Transport;
  readonly graph: Graph;
  readonly entra: EntraRoles;
  close(): void;
}

const open = new Map<string, Clients>();

/**
 * The clients of a tenant, one set per process and config, so that collections are read once for all. Nothing is read,
 * opened or signed in to until somebody asks.
 */
export function connect(config: TenantConfig = tenantConfig.parse({})): Clients {
  const key = JSON.stringify([process.cwd(), config.tenant, config.tenantFile, config.tenantSeed]);
  const known = open.get(key);
  if (known !== undefined) return known;
  const clients = clientsOver(openTransport(config), () => open.delete(key));
  open.set(key, clients);
  return clients;
}

/** Clients over a transport of one's own, such as a test's that loses answers. */
export function clientsOver(transport: Transport, forget: () => void = () => undefined): Clients {
  const graph = new Graph(transport);
  return {
    transport,
    graph,
    entra: entraRoles(graph, transport),
    close: () => {
      forget();
      transport.close();
    },
  };
}
