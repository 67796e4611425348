/** Names and ids to objects of the directory, many in few requests. */
import { type BatchItem, type Graph, quoted, withQuery } from "../clients";
import type { PrincipalType } from "../model";
import { apiError } from "../wire";
import { type DirectoryObject, directoryObject, objectJson, SELECT, SELECT_ANY } from "./directory-object";
import { type Question, questionOf, typesOf } from "./question";

/** The service's limits: values of one `in` filter, ids of one `getByIds`. */
const VALUES = 15;
const IDS = 1000;
/** From so many names on, the one list of service principals costs less than filters of fifteen names each. */
const MANY = 60;

const COLLECTION: Readonly<Record<PrincipalType, string>> = {
  user: "/users",
  group: "/groups",
  servicePrincipal: "/servicePrincipals",
};

/** One read and the type of what it answers; mixed types name themselves. */
interface Read extends BatchItem {
  readonly type?: PrincipalType;
}

/** Every object that may answer one of the questions, or has one of the ids; each object once. */
export async function findObjects(
  graph: Graph,
  questions: readonly Question[],
  ids: readonly string[],
): Promise<DirectoryObject[]> {
  const guids = questions.filter(({ form }) => form === "guid");
  const logins = questions.filter(({ form }) => form === "login");
  const names = questions.filter(({ form }) => form === "displayName");
  const named = (type: PrincipalType) => names.filter((one) => typesOf(one).includes(type)).map(({ text }) => text);
  const appIds = guids.filter((one) => typesOf(one).includes("servicePrincipal")).map(({ text }) => text);
  const servicePrincipals = named("servicePrincipal");
  return run(graph, [
    ...byIds([...ids, ...guids.map(({ text }) => text)]),
    ...filtered("user", "userPrincipalName", texts(logins)),
    ...filtered("user", "displayName", named("user")),
    ...filtered("group", "displayName", named("group")),
    ...(servicePrincipals.length > MANY
      ? [everything("servicePrincipal")]
      : [
          ...filtered("servicePrincipal", "displayName", servicePrincipals),
          ...filtered("servicePrincipal", "appId", appIds),
        ]),
  ]);
}

/**
 * Objects of any type whose names begin like those that nobody has, for "did you mean". One request, however many are asked.
 */
export async function findNeighbours(graph: Graph, questions: readonly Question[]): Promise<DirectoryObject[]> {
  const reads = questions.flatMap(({ text }) => {
    const plain = questionOf(text);
    if (plain.form === "guid") return [];
    const property = plain.form === "login" ? "userPrincipalName" : "displayName";
    const filter = `startswith(${property},${quoted(text.slice(0, 3))})`;
    return typesOf(plain).map((type) => read(type, { $filter: filter, $top: "100" }));
  });
  // a long list of wrong names has one cause; suggestions for its first lines are enough
  return run(graph, reads.slice(0, 20));
}

async function run(graph: Graph, reads: readonly Read[]): Promise<DirectoryObject[]> {
  const answers = await graph.batch(reads);
  const lists = await Promise.all(
    reads.map(async ({ path, type }, index) => {
      const { status, body } = answers[index] ?? { status: 502, body: undefined };
      if (status >= 300) throw apiError(`GET ${path.split("?")[0]}`, status, body);
      return (await graph.rowsFrom(path, body, objectJson)).map((json) => directoryObject(json, type));
    }),
  );
  return [...new Map(lists.flat().map((object) => [object.id, object])).values()];
}

function byIds(ids: readonly string[]): Read[] {
  const path = withQuery("/directoryObjects/getByIds", { $select: SELECT_ANY });
  return chunks(unique(ids), IDS).map((chunk) => ({ path, body: { ids: chunk } }));
}

function filtered(type: PrincipalType, property: string, values: readonly string[]): Read[] {
  return chunks(unique(values), VALUES).map((chunk) =>
    read(type, { $filter: `${property} in (${chunk.map(quoted).join(",")})` }),
  );
}

function everything(type: PrincipalType): Read {
  return read(type, { $top: "999" });
}

function read(type: PrincipalType, query: Readonly<Record<string, string>>): Read {
  return { path: withQuery(COLLECTION[type], { ...query, $select: SELECT[type] }), type };
}

function texts(questions: readonly Question[]): string[] {
  return questions.map(({ text }) => text);
}

/** Without repetitions; case does not count. */
function unique(values: readonly string[]): string[] {
  return [...new Map(values.map((value) => [value.toLowerCase(), value])).values()];
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, chunk) =>
    values.slice(chunk * size, (chunk + 1) * size),
  );
}
