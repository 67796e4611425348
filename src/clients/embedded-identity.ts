import { z } from "zod";
import type { Tenant } from "../emulator";
import { TransportError } from "./transport-error";

/** Names the service principal of an embedded tenant that a run signs in as; without it the run may do everything. */
export const IDENTITY = "PIM_EMBEDDED_IDENTITY";

const answer = z.looseObject({ access_token: z.string(), expires_in: z.number() });
/** A token is renewed that long before its end, in ms. */
const EARLY = 300_000;

/** Signs in at an embedded tenant as one of its service principals, and again before the token ends by the tenant's clock. */
export class EmbeddedIdentity {
  readonly #name: string;
  readonly #tenant: () => Tenant;
  #token: { readonly text: string; readonly from: number; readonly until: number } | undefined;

  constructor(name: string, tenant: () => Tenant) {
    this.#name = name;
    this.#tenant = tenant;
  }

  objectId(): string {
    return this.#credentials().objectId;
  }

  async accessToken(): Promise<string> {
    const now = this.#tenant().clock.ms();
    if (this.#token !== undefined && this.#token.from <= now && now < this.#token.until - EARLY)
      return this.#token.text;
    const { access_token: text, expires_in: seconds } = answer.parse(await (await this.#ask()).json());
    this.#token = { text, from: now, until: now + seconds * 1000 };
    return text;
  }

  #ask(): Promise<Response> {
    const { clientId, clientSecret } = this.#credentials();
    const tenant = this.#tenant();
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: "https://graph.microsoft.com/.default",
    });
    const address = `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`;
    return tenant.fetch(new Request(address, { method: "POST", body }));
  }

  #credentials() {
    const found = this.#tenant().credentials(this.#name);
    if (found !== undefined) return found;
    throw new TransportError(
      `${IDENTITY} must name a service principal of the embedded tenant that has a secret, such as pim-deploy or pim-reader, got "${this.#name}"`,
    );
  }
}
