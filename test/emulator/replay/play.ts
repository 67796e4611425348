import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answer, type Asker, asker, at, listed, signedIn } from "../ask";
import { armSettled } from "./arm-settled";
import { azureOf } from "./azure";
import { differences, Given } from "./compare";
import { Directory } from "./directory";
import type { DocumentedAnswer, Example } from "./example";
import { isRecord } from "./json";
import { type Place, placeOf, selected } from "./place";
import { presumeRoles } from "./presume-roles";
import { rightMethod } from "./right-method";
import type { Scene } from "./scene";
import { settled } from "./settled";
import { stageOf } from "./stages";

/** Plays each documented answer of an example on a tenant of its own. Empty where the tenant answers as documented. */
export async function play(example: Example): Promise<string[]> {
  const found: string[] = [];
  const isArm = placeOf(example.url).host === "management.azure.com";
  for (const answer of answersOf(example)) {
    const mended = isArm ? armSettled(example, answer) : graphSettled(example, answer);
    found.push(...(await playOne(mended.example, mended.answer)));
  }
  return found;
}

function graphSettled(example: Example, answer: DocumentedAnswer): { example: Example; answer: DocumentedAnswer } {
  const right = rightMethod(example, answer);
  return { example: right, answer: settled(right, answer) };
}

/** A server error is documented as possible; no state calls for it. */
function answersOf({ answers }: Example): readonly DocumentedAnswer[] {
  return answers.filter(({ status }) => status === undefined || status < 500);
}

async function playOne(example: Example, answer: DocumentedAnswer): Promise<string[]> {
  const place = placeOf(example.url);
  const stage = stageOf(place);
  const directory = new Directory(example, answer.body);
  stage?.people?.(directory, example, answer);
  const isArm = place.host === "management.azure.com";
  const seed = { ...directory.seed(), ...(isArm ? { azure: azureOf(example, answer) } : {}) };
  const folder = mkdtempSync(join(tmpdir(), "replay-"));
  const file = join(folder, "seed.json");
  writeFileSync(file, JSON.stringify(seed));
  const ask = asker({ seed: file, clock: startOf(example, answer) });
  try {
    const given = new Given();
    given.add(seed);
    given.add(example.body);
    const scene: Scene = {
      example,
      answer,
      place,
      ask,
      given,
      renamed: new Map(),
      make: async (method, path, body, headers) => {
        given.add(body);
        const made = await ask.send(method, path, body, headers);
        if (made.status < 400) return made;
        throw new Error(
          `what it presumes cannot be made: ${method} ${path}: ${made.status} ${JSON.stringify(made.body)}`,
        );
      },
    };
    if (!isArm) await presumeRoles(scene);
    await stage?.presume(scene);
    arriveAt(ask, example, answer);
    return await judge(scene, stage?.caller?.(scene) ?? callerOf(scene));
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("what it presumes")) return [error.message];
    throw error;
  } finally {
    ask.tenant.close();
    rmSync(folder, { recursive: true });
  }
}

async function judge(scene: Scene, caller: Record<string, string>): Promise<string[]> {
  const { example, answer, ask, place } = scene;
  const headers = { ...example.headers, ...caller };
  const sent = await ask.send(example.method, rename(example.url, scene), rename(example.body, scene), headers);
  const { status, body } = await withAllPages(scene, sent, headers);
  const wanted = answer.status;
  if (wanted === undefined ? status >= 300 : status !== wanted)
    return [`status: ${wanted ?? "a success"} is expected, got ${status} ${JSON.stringify(body ?? "").slice(0, 300)}`];
  if (answer.body === undefined) return [];
  const nullsOmitted = place.host === "management.azure.com";
  const judged = await laterOn(scene, sent, headers);
  const grounds = { nullsOmitted, given: scene.given, collection: collectionOf(place), select: selected(place) };
  const expected = rename(answer.body, scene);
  const found = differences(expected, body, grounds);
  const later = found.length === 0 || judged === undefined ? found : differences(expected, judged, grounds);
  return later.length === 0 ? [] : found;
}

/** What a POST made, as it is a little later: pages show it so. */
async function laterOn(
  { example, ask }: Scene,
  { status, body }: Answer,
  headers: Record<string, string>,
): Promise<unknown> {
  const id = at(body, "id");
  if (status !== 201 || example.method !== "POST" || typeof id !== "string") return undefined;
  ask.tenant.clock.advance("PT1H");
  const shown = await ask.get(`${example.url.replace(/\/$/, "")}/${id}`, headers);
  return shown.status === 200 ? shown.body : undefined;
}

/** The last name in a path that is no id, and no function of the collection either. */
function collectionOf({ path, segments, host }: Place): string {
  if (host === "management.azure.com") return /\/providers\/[^/]+\/(\w+)(?!.*\/providers\/)/.exec(path)?.[1] ?? "";
  const end = segments.findIndex((segment) => /^filterByCurrentUser$/i.test(segment));
  const names = end < 0 ? segments : segments.slice(0, end);
  return names.findLast((segment) => /^[A-Za-z.$]+$/.test(segment)) ?? "";
}

/** Documented lists are short; ours may need its next pages to show the same. */
async function withAllPages({ ask, place }: Scene, answer: Answer, headers: Record<string, string>): Promise<Answer> {
  const next = at(answer.body, "@odata.nextLink") ?? at(answer.body, "nextLink");
  if (typeof next !== "string" || place.query.has("$top")) return answer;
  const rest = await withAllPages({ ask, place } as Scene, await ask.get(next, headers), headers);
  return { ...answer, body: { ...(answer.body as object), value: [...listed(answer), ...listed(rest)] } };
}

/** The same with the tenant's ids. */
function rename<T>(value: T, { renamed }: Scene): T {
  if (value === undefined || renamed.size === 0) return value;
  let json = JSON.stringify(value);
  for (const [from, to] of renamed) json = json.replaceAll(from, to);
  return JSON.parse(json) as T;
}

/**
 * Whose call it is: the person an action of one's own, `me` or `filterByCurrentUser` is about, or whom the answer to a write shows
 * as its maker; else the deploying identity.
 */
function callerOf({ example, answer, place }: Scene): Record<string, string> {
  const body = isRecord(example.body) ? example.body : {};
  if (/^self/i.test(String(body.action))) return signedIn(String(body.principalId));
  const maker = at(answer.body, "createdBy", "user", "id") ?? at(answer.body, "createdBy", "id");
  if (example.method !== "GET" && typeof maker === "string") return signedIn(maker);
  const value = at(answer.body, "value");
  const shown = Array.isArray(value) ? value[0] : answer.body;
  const mine = place.segments.some((segment) => /^filterByCurrentUser$/i.test(segment));
  const person = mine
    ? at(shown, "principalId")
    : place.segments[0]?.toLowerCase() === "me"
      ? at(shown, "id")
      : undefined;
  return typeof person === "string" ? signedIn(person) : {};
}

/** The day of the first date that the answer shows, else of the start that is asked for. */
function startOf(example: Example, { body }: DocumentedAnswer): string {
  const asked = /"startDate(?:Time)?":"(20\d\d-\d\d-\d\d)/.exec(JSON.stringify(example.body ?? {}))?.[1];
  const date = /"(?:createdDateTime|createdOn|startDateTime)":"(20\d\d-\d\d-\d\dT[\d:]+)/.exec(
    JSON.stringify(body ?? {}),
  )?.[1];
  return `${(date ?? asked ?? "2022-04-11").slice(0, 10)}T00:00:00Z`;
}

/** What a write makes is made when its answer says so; some starts lie before that, and the service knows no start in the past. */
function arriveAt({ tenant }: Asker, { method }: Example, { body }: DocumentedAnswer): void {
  const created = Date.parse(String(at(body, "createdDateTime") ?? at(body, "properties", "createdOn")));
  const start = Date.parse(String(at(body, "properties", "scheduleInfo", "startDateTime")));
  const made = start < created ? start : created;
  if (method !== "GET" && made > tenant.clock.ms()) tenant.clock.set(new Date(made).toISOString());
}
