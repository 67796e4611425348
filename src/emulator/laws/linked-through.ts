import type { State } from "../state";
import type { DirectoryObject, Relation } from "../store/directory";

/** Members or owners of a group at a moment, now unless told; `transitive`: those of the groups within too, each once. */
export function linkedThrough(
  state: State,
  source: string,
  relation: Relation,
  transitive: boolean,
  at?: number,
): readonly DirectoryObject[] {
  const found = new Map<string, DirectoryObject>();
  const visit = (id: string) => {
    for (const object of state.directory.linked(id, relation, at)) {
      if (found.has(object.id)) continue;
      found.set(object.id, object);
      if (transitive && object.kind === "group") visit(object.id);
    }
  };
  visit(source);
  return [...found.values()];
}
