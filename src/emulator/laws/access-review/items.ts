import { ApiError } from "../../errors";
import { matches } from "../../odata/filter";
import { parseFilter } from "../../odata/filter-parse";
import type { State } from "../../state";
import type { PrincipalScope, ReviewedResource, ReviewSubject } from "../../store/access-review-types";
import type { DirectoryObject } from "../../store/directory";
import { lastSignIn } from "../last-sign-in";
import { linkedThrough } from "../linked-through";
import { schedulesOf } from "./schedules-of";

/** Concrete subjects at this moment: groups that a filter finds become one each. */
export function subjectsNow(state: State, subject: ReviewSubject): readonly ReviewSubject[] {
  const { resource } = subject;
  if (resource.kind !== "groups") return [subject];
  const { relation, transitive } = resource;
  const passes = passing(resource.filter);
  return [...state.directory.list("group")]
    .filter(passes)
    .map(({ id }) => ({ ...subject, resource: { kind: "group", id, relation, transitive } }));
}

/** Those who hold the resource and are reviewed, each once. */
export function principalsUnderReview(state: State, subject: ReviewSubject, now: number): readonly DirectoryObject[] {
  const reviewed = subject.principals.map((scope) => inScope(scope, now));
  const found = holders(state, subject.resource, now).filter((object) => reviewed.some((passes) => passes(object)));
  return [...new Map(found.map((object) => [object.id, object])).values()];
}

function holders(state: State, resource: ReviewedResource, now: number): readonly DirectoryObject[] {
  switch (resource.kind) {
    case "directoryRole":
    case "azureRole":
      return schedulesOf(state, resource)
        .filter(({ kind, start, finish }) => kind !== "Activated" && start <= now && (finish === null || finish > now))
        .flatMap(({ principal }) => state.directory.find(principal) ?? []);
    case "group":
      return linkedThrough(state, resource.id, resource.relation, resource.transitive, now);
    case "groups":
    case "nothing":
      return [];
  }
}

type Test = (object: DirectoryObject) => boolean;

function inScope({ kind, filter, inactive }: PrincipalScope, now: number): Test {
  const passes = passing(filter);
  const idle: Test = (object) => {
    const last = lastSignIn(object);
    return last === undefined || last <= now - (inactive ?? 0);
  };
  return (object) => object.kind === kind && passes(object) && (inactive === null || idle(object));
}

/** The service takes filters that cannot be read (one of its own examples has such); they find nobody. */
function passing(text: string | null): Test {
  if (text === null) return () => true;
  try {
    const filter = parseFilter(text);
    return ({ id, properties }) => matches(filter, { id, ...properties });
  } catch (error) {
    if (error instanceof ApiError) return () => false;
    throw error;
  }
}
