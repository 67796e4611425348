import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isGuid } from "../../../src/emulator/ids";
import { type Answer, type Asker, asker, at, idOf, listed, requestBody, roles, schedulePath, signedIn } from "../ask";
import type { Example } from "./example";
import { type Shown, seedFor, shownIn } from "./presume";

/** Makes what the example presumes, by requests where requests can make it, then sends it. */
export async function play(example: Example): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "replay-"));
  const seed = join(folder, "seed.json");
  writeFileSync(seed, JSON.stringify(seedFor(example)));
  const ask = asker({ seed, clock: startOf(example) });
  try {
    const renamed = new Map<string, string>();
    for (const shown of presumed(example)) await make(ask, shown, renamed);
    if (/cancel$/.test(example.url)) await grantLater(ask, example, renamed);
    await namePolicy(ask, example, renamed);
    ask.tenant.clock.advance("PT6M");
    const headers = callerOf(example);
    const answer = await ask.send(
      example.method,
      rename(example.url, renamed),
      example.requestBody ?? undefined,
      headers,
    );
    return await withAllPages(ask, answer, headers);
  } finally {
    ask.tenant.close();
    rmSync(folder, { recursive: true });
  }
}

/** Documented lists are short; ours may need its next pages to show the same. */
async function withAllPages(ask: Asker, answer: Answer, headers: Record<string, string>): Promise<Answer> {
  const next = at(answer.body, "@odata.nextLink");
  if (typeof next !== "string") return answer;
  const rest = await withAllPages(ask, await ask.get(next, headers), headers);
  return { ...answer, body: { ...(answer.body as object), value: [...listed(answer), ...listed(rest)] } };
}

/** What must be there before: all that a GET shows; of a POST the eligibility behind an activation, the target of a removal. */
function presumed(example: Example): Shown[] {
  const shown = shownIn(example);
  if (example.method === "GET") return shown;
  const action = String(at(example.requestBody, "action")).toLowerCase();
  if (action !== "selfactivate" && action !== "adminremove") return [];
  const family = action === "selfactivate" ? "eligibility" : undefined;
  return shown.map((each) => ({
    ...each,
    ...(family === undefined ? {} : { family }),
    removed: false,
    end: undefined,
  }));
}

async function make(ask: Asker, shown: Shown, renamed: Map<string, string>): Promise<void> {
  const { roleDefinitionId, directoryScopeId } = shown;
  const principalId = shown.throughGroup ? await idOf(ask, "Everybody") : shown.principalId;
  const plain = { principalId, roleDefinitionId, directoryScopeId };
  if (shown.outsidePim && shown.family === "assignment") {
    await ask.send("POST", "/roleManagement/directory/roleAssignments", plain);
    return;
  }
  const expiration =
    shown.end === undefined ? { type: "noExpiration" } : { type: "afterDateTime", endDateTime: shown.end };
  const body = { ...requestBody(principalId, roleDefinitionId), directoryScopeId, scheduleInfo: { expiration } };
  let made = await ask.send("POST", schedulePath[shown.family], body);
  if (shown.removed) made = await ask.send("POST", schedulePath[shown.family], { ...body, action: "adminRemove" });
  const id = at(made.body, "id");
  if (typeof id === "string" && isGuid(shown.id)) renamed.set(shown.id, id);
}

async function grantLater(ask: Asker, { url }: Example, renamed: Map<string, string>): Promise<void> {
  const person = await ask.send("POST", "/users", {
    accountEnabled: true,
    displayName: "Later",
    mailNickname: "later",
    userPrincipalName: "later@contoso.com",
    passwordProfile: {},
  });
  const scheduleInfo = { startDateTime: "2040-01-01T00:00:00Z", expiration: { type: "noExpiration" } };
  const body = requestBody(String(at(person.body, "id")), roles.userAdministrator, { scheduleInfo });
  const made = await ask.send("POST", schedulePath.eligibility, body);
  renamed.set(url.split("/").at(-2) ?? "", String(at(made.body, "id")));
}

/** Policy ids are the service's own: the example's becomes that of the role it shows, else of Global Administrator. */
async function namePolicy(ask: Asker, example: Example, renamed: Map<string, string>): Promise<void> {
  const id = /Directory(?:Role)?_[0-9a-f-]{36}_[0-9a-f-]{36}/.exec(example.url)?.[0];
  if (id === undefined) return;
  const role = /_([0-9a-f-]{36})(?:\?|$)/.exec(example.url.replace(id, ""))?.[1] ?? roles.globalAdministrator;
  const word = id.split("_")[0];
  const filter = `scopeId eq '/' and scopeType eq '${word}' and roleDefinitionId eq '${role}'`;
  const list = await ask.get(`/policies/roleManagementPolicyAssignments?$filter=${filter}`);
  renamed.set(id, String(at(list.body, "value", 0, "policyId")));
}

function rename(url: string, renamed: ReadonlyMap<string, string>): string {
  let result = url;
  for (const [from, to] of renamed) result = result.replaceAll(from, to);
  return result;
}

/** Whose call it is: the person an activation or `filterByCurrentUser` is about, else the deploying identity. */
function callerOf(example: Example): Record<string, string> {
  const self = /^self/i.test(String(at(example.requestBody, "action")));
  const mine = /filterByCurrentUser/.test(example.url);
  const [shown] = shownIn(example);
  return (self || mine) && shown !== undefined ? signedIn(shown.principalId) : {};
}

/** Just before the first date that the example shows. */
function startOf({ response }: Example): string {
  const body = JSON.stringify(response.body ?? {});
  const date = /"(?:createdDateTime|startDateTime)":"(20\d\d-\d\d-\d\dT[\d:]+)/.exec(body)?.[1];
  return `${(date ?? "2022-04-11T00:00:00").slice(0, 10)}T00:00:00Z`;
}
