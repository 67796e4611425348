import type { Directory } from "./directory";
import type { DocumentedAnswer, Example } from "./example";
import { entitiesIn, isRecord, type Json, objectsIn, text } from "./json";
import type { Scene } from "./scene";

const kinds = { user: "user", group: "group", serviceprincipal: "servicePrincipal" } as const;

/** Principals by the type and with the names that answers show. */
export function armPeople(directory: Directory, example: Example, answer: DocumentedAnswer): void {
  for (const object of objectsIn([answer.body, example.body])) {
    const { principal } = object;
    if (isRecord(principal)) plantAs(directory, principal.id, principal.type, principal);
    plantAs(directory, object.principalId, object.principalType, {});
    plantAs(directory, object.requestorId, "User", {});
    if (Array.isArray(object.excludes))
      for (const each of object.excludes) if (isRecord(each)) plantAs(directory, each.id, each.type, each);
    if (object.userType !== undefined)
      plantAs(directory, object.id, object.userType, { displayName: object.description });
  }
}

function plantAs(directory: Directory, id: unknown, type: unknown, { displayName, email }: Json): void {
  const kind = kinds[String(type ?? "user").toLowerCase() as keyof typeof kinds];
  if (typeof id !== "string" || id === "" || kind === undefined) return;
  directory.plant(
    kind,
    id,
    {
      ...(displayName === undefined ? {} : { displayName }),
      ...(email === undefined || kind !== "user" ? {} : { email }),
    },
    type !== undefined,
  );
}

/** Entities of a read, each with the id that its place gives it. */
export function armShown({ answer, place }: Scene): Json[] {
  const shown = entitiesIn(answer.body);
  return shown.map((entity) => ({ ...entity, id: text(entity.id)?.includes("/") ? entity.id : place.path }));
}

/** PUT in the API version of the example. Ids may lack the slash at the start, and have the old prefix of subscriptions. */
export async function putArm(scene: Scene, id: string, body: unknown): Promise<void> {
  await scene.make("PUT", armUrl(scene, id), body);
}

/** An address at Resource Manager in the API version of the example. */
export function armUrl({ example }: Pick<Scene, "example">, path: string): string {
  const { origin, searchParams } = new URL(example.url);
  const version = searchParams.get("api-version") ?? "";
  return `${origin}/${path.replace(/^\//, "")}${path.includes("?") ? "&" : "?"}api-version=${version}`;
}
