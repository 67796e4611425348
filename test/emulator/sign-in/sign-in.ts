import type { Asker } from "../ask";

type Signing = Pick<Asker, "tenant">;

/** Asks the token endpoint of a tenant in process with a form. */
export async function tokenAnswer({ tenant }: Signing, form: Record<string, string>, segment = tenant.tenantId) {
  const url = `https://login.microsoftonline.com/${segment}/oauth2/v2.0/token`;
  const answer = await tenant.fetch(new Request(url, { method: "POST", body: new URLSearchParams(form) }));
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export type Service = "https://graph.microsoft.com" | "https://management.azure.com";

/** The form with which a service principal of the seed asks for a token. */
export function secretForm(
  { tenant }: Signing,
  name: string,
  service: Service = "https://graph.microsoft.com",
): Record<string, string> {
  const known = tenant.credentials(name);
  if (known === undefined) throw new Error(`${name} has no secret`);
  return {
    grant_type: "client_credentials",
    client_id: known.clientId,
    client_secret: known.clientSecret,
    scope: `${service}/.default`,
  };
}

/** Headers of a service principal that has signed in. */
export async function signedInAs(ask: Signing, name: string, service?: Service): Promise<Record<string, string>> {
  return bearer((await tokenAnswer(ask, secretForm(ask, name, service))).body);
}

/** Headers of a person who has signed in with the password that everybody has, through the Azure CLI. */
export async function personSignedIn(
  ask: Signing,
  username: string,
  service: Service,
): Promise<Record<string, string>> {
  const client_id = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
  const form = {
    grant_type: "password",
    client_id,
    username,
    password: "embedded-tenant",
    scope: `${service}/.default`,
  };
  return bearer((await tokenAnswer(ask, form)).body);
}

/** The header that shows the token in an answer. */
export function bearer(answer: unknown): { Authorization: string } {
  return { Authorization: `Bearer ${String(Reflect.get(Object(answer), "access_token"))}` };
}

/** The claims of a token or of an answer that holds one, unchecked. */
export function claimsIn(token: unknown): Record<string, unknown> {
  const text = typeof token === "string" ? token : String(Reflect.get(Object(token), "access_token"));
  return JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
}
