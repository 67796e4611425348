/** The way to a tenant: in this process, at Microsoft, or at an address of `pim tenant serve`. */
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import type { Tenant } from "../emulator";
import { EmbeddedIdentity, IDENTITY } from "./embedded-identity";
import { HeaderClock } from "./header-clock";
import type { TenantConfig } from "./tenant-config";
import { TransportError } from "./transport-error";

/** Where requests go, what time it is there, and how waiting is done. */
export interface Transport {
  /** Opens what must be open before a request. Throws an error for people where that cannot be. */
  open(): void;
  /** Sends one request; rejects where no answer came. */
  fetch(request: Request): Promise<Response>;
  /** Scheme and host, without version: `https://graph.microsoft.com`. */
  readonly graphBaseUrl: string;
  /** A token for Graph from the credentials of the environment; absent where none is needed. */
  readonly accessToken?: () => Promise<string>;
  /** The tenant's id where it is known without a request. */
  tenantId(): string | undefined;
  /** The object id of who calls where that is known without a token. */
  readonly deployer?: () => string;
  /** The tenant's time; undefined as long as it has answered nothing. Never the machine's. */
  now(): Date | undefined;
  /** Waits `ms` of the tenant's time: real time, or a moved clock where the tenant lives in this process. */
  pause(ms: number): Promise<void>;
  /** Tells people why they wait; absent where waiting takes no real time. */
  readonly tell?: (line: string) => void;
  close(): void;
}

const CLOUD = "https://graph.microsoft.com";
/** Longer than Graph's own gateway waits, in ms; then the answer counts as lost. */
const HANGS = 120_000;

/** Opens nothing yet: a file, a connection or a sign-in begins with the first request. */
export function openTransport(config: TenantConfig): Transport {
  if (config.tenant === "embedded") return embedded(config);
  if (config.tenant === "cloud") return { ...remote(CLOUD), accessToken: signIn(CLOUD) };
  const address = config.tenant.replace(/\/+(v1\.0\/*)?$/, "");
  // who names another place to sign in at has a tenant that asks for it; any other address is asked without
  if (process.env.AZURE_AUTHORITY_HOST === undefined) return remote(address);
  return { ...remote(address), accessToken: signIn(address) };
}

/** Loaded at first use: a run against Microsoft's cloud never needs it, and it is a good part of what there is to load. */
function emulator(): typeof import("../emulator") {
  return require("../emulator");
}

function embedded({ tenantFile, tenantSeed }: TenantConfig): Transport {
  const file = tenantFile === ":memory:" ? tenantFile : resolve(tenantFile);
  const { [IDENTITY]: name = "" } = process.env;
  let opened: Tenant | undefined;
  const tenant = () => {
    try {
      if (opened === undefined && file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
      opened ??= emulator().Tenant.open({ file, seed: tenantSeed, auth: name === "" ? "open" : "strict" });
      return opened;
    } catch (error) {
      const reason = reasonOf(error).replaceAll(file, tenantFile);
      throw new TransportError(`cannot open the embedded tenant "${tenantFile}" (pim:tenantFile): ${reason}`);
    }
  };
  const identity = name === "" ? undefined : new EmbeddedIdentity(name, tenant);
  return {
    graphBaseUrl: CLOUD,
    open: () => {
      tenant();
      identity?.objectId();
    },
    fetch: async (request) => tenant().fetch(request),
    ...(identity === undefined ? {} : { accessToken: () => identity.accessToken() }),
    tenantId: () => tenant().tenantId,
    deployer: () => identity?.objectId() ?? tenant().deployerId,
    now: () => tenant().clock.now(),
    pause: async (ms) => {
      const { clock } = tenant();
      const due = clock.now().getTime() + ms;
      // others who wait at the same time move the clock for us as well; it must not move once for each
      await turn();
      const rest = due - clock.now().getTime();
      if (rest > 0) clock.advance(`PT${rest / 1000}S`);
    },
    close: () => {
      opened?.close();
      opened = undefined;
    },
  };
}

/** The code of a system's error, whose message names paths of the machine; else what the tenant says. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : error.message;
}

function remote(graphBaseUrl: string): Transport {
  const clock = new HeaderClock();
  return {
    graphBaseUrl,
    open: () => undefined,
    fetch: async (request) => {
      const response = await fetch(request, { signal: AbortSignal.timeout(HANGS) });
      clock.note(response.headers);
      return response;
    },
    tenantId: () => undefined,
    now: () => clock.now(),
    pause: async (ms) => {
      await sleep(ms);
    },
    tell: (line) => {
      process.stderr.write(`pim: ${line}\n`);
    },
    close: () => undefined,
  };
}

/**
 * The credentials of the environment (variables, workload identity, managed identity, `az login`), made when first asked; for an
 * address of one's own the variables alone, at AZURE_AUTHORITY_HOST.
 */
function signIn(graph: string): () => Promise<string> {
  // the package takes a third of a second to load, which a run against the embedded tenant should not pay
  let credential: Promise<{ getToken(scope: string): Promise<{ token: string }> }> | undefined;
  return async () => {
    credential ??= import("@azure/identity").then(({ DefaultAzureCredential, EnvironmentCredential }) =>
      graph === CLOUD ? new DefaultAzureCredential() : new EnvironmentCredential({ disableInstanceDiscovery: true }),
    );
    return (await (await credential).getToken(`${graph}/.default`)).token;
  };
}
