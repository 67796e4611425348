import type { Asker } from "../ask";

type Signing = Pick<Asker, "tenant">;

/** Asks the token endpoint of a tenant in process with a form. */
export async function tokenAnswer({ tenant }: Signing, form: Record<string, string>, segment = tenant.tenantId) {
  const url = `https://login.microsoftonline.com/${segment}/oauth2/v2.0/token`;
  const answer = await tenant.fetch(new Request(url, { method: "POST", body: new URLSearchParams(form) }));
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

/** The form with which a service principal of the seed asks for a token for Graph. */
export function secretForm({ tenant }: Signing, name: string): Record<string, string> {
  const known = tenant.credentials(name);
  if (known === undefined) throw new Error(`${name} has no secret`);
  return {
    grant_type: "client_credentials",
    client_id: known.clientId,
    client_secret: known.clientSecret,
    scope: "https://graph.microsoft.com/.default",
  };
}

/** Headers of a service principal that has signed in for Graph. */
export async function signedInAs(ask: Signing, name: string): Promise<Record<string, string>> {
  const { body } = await tokenAnswer(ask, secretForm(ask, name));
  return { Authorization: `Bearer ${String(Reflect.get(Object(body), "access_token"))}` };
}

/** The claims of a token or of an answer that holds one, unchecked. */
export function claimsIn(token: unknown): Record<string, unknown> {
  const text = typeof token === "string" ? token : String(Reflect.get(Object(token), "access_token"));
  return JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
}
