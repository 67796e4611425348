import { createPublicKey, timingSafeEqual } from "node:crypto";
import { isSigned, readJwt } from "../jwt";
import type { LoginCall } from "../login-call";
import { loginErrors } from "../login-errors";
import type { DirectoryObject } from "../store/directory";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Microsoft's own clients that people sign in with; every tenant knows them. */
const microsoftClients: ReadonlySet<string> = new Set([
  // Azure CLI
  "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
  // Azure PowerShell
  "1950a258-227b-4e31-a9cf-717495945fc2",
  // Graph Command Line Tools
  "14d82eec-204b-4c2f-b7e8-296a70dab67e",
  // Graph Explorer
  "de8bc8b5-d9f9-48b1-a8ad-b748da725064",
]);

/** The service principal that proves itself by its secret, or by an assertion signed with a key registered for it. */
export function authenticatedClient(call: LoginCall): DirectoryObject {
  const id = clientIdOf(call);
  const client = call.state.directory.findByLogin("servicePrincipal", id);
  if (client === undefined) throw loginErrors.unknownClient(id, call.state.tenantId);
  const { client_secret: secret, client_assertion: assertion } = call.form;
  if (assertion !== undefined) checkAssertion(call, client, id, assertion);
  else if (secret === undefined) throw loginErrors.noCredential();
  else if (!call.state.credentials.of(client.id, "secret").some((known) => isSame(known, secret)))
    throw loginErrors.wrongSecret(id);
  if (client.properties.accountEnabled === false) throw loginErrors.disabledClient(id);
  return client;
}

/** The client that a person uses: an application of the tenant or one of Microsoft's. It need not prove itself. */
export function publicClient(call: LoginCall): string {
  const id = call.field("client_id");
  const known = microsoftClients.has(id) || call.state.directory.findByLogin("application", id) !== undefined;
  if (!known) throw loginErrors.unknownClient(id, call.state.tenantId);
  return id;
}

function clientIdOf(call: LoginCall): string {
  const claimed = readJwt(call.form.client_assertion ?? "")?.sub;
  return call.form.client_id ?? (typeof claimed === "string" ? claimed : call.field("client_id"));
}

/** Its times are not judged: they are of the client's clock, which is not the tenant's. */
function checkAssertion(call: LoginCall, client: DirectoryObject, id: string, assertion: string): void {
  if (call.field("client_assertion_type") !== assertionType) throw loginErrors.malformedAssertion();
  const { iss, sub, aud } = readJwt(assertion) ?? {};
  const keys = call.state.credentials.of(client.id, "certificate").map((pem) => createPublicKey(pem));
  if (iss !== id || sub !== id) throw loginErrors.malformedAssertion();
  if (typeof aud !== "string" || URL.parse(aud)?.origin !== new URL(call.places.login).origin)
    throw loginErrors.assertionAudience(String(aud));
  if (!keys.some((key) => isSigned(assertion, key))) throw loginErrors.wrongAssertion();
}

function isSame(known: string, given: string): boolean {
  const [left, right] = [Buffer.from(known), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
