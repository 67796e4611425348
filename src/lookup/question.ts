/** What somebody asks the directory, and which of its objects answer. Pure. */
import { isGuid, type PrincipalReference, type PrincipalType, readReference } from "../model";
import type { DirectoryObject } from "./directory-object";

/** A reference in its parts. How a text is read depends on its form alone, never on what the tenant holds. */
export interface Question {
  readonly text: string;
  /** Said by `{ group: … }` and the like; a plain text may be anything. */
  readonly type: PrincipalType | undefined;
  readonly form: "guid" | "login" | "displayName";
}

/** GUID: an object id, else an app id. With an `@`: a user principal name. Anything else: a display name. */
export function questionOf(reference: PrincipalReference): Question {
  const { text: written, type } = readReference(reference);
  const text = written.trim();
  if (isGuid(text)) return { text, type, form: "guid" };
  const isLogin = text.includes("@") && (type === undefined || type === "user");
  return { text, type, form: isLogin ? "login" : "displayName" };
}

/** Equal questions have equal keys; the service compares names without case too. */
export function keyOf({ text, type }: Question): string {
  return `${type ?? ""}|${text.toLowerCase()}`;
}

/** The types of objects that a question may mean. */
export function typesOf({ type, form }: Question): readonly PrincipalType[] {
  if (type !== undefined) return [type];
  return form === "login" ? ["user"] : ["user", "group", "servicePrincipal"];
}

/** Of what the tenant answered, the objects that a question means. One is an answer; none or several are a complaint. */
export function answersTo(question: Question, objects: Iterable<DirectoryObject>): DirectoryObject[] {
  const all = [...objects];
  const wanted = question.text.toLowerCase();
  const allowed = all.filter(({ type }) => typesOf(question).some((one) => one === type));
  switch (question.form) {
    case "guid": {
      const byId = allowed.filter(({ id }) => id === wanted);
      return byId.length > 0 ? byId : allowed.filter(({ appId }) => appId?.toLowerCase() === wanted);
    }
    case "login":
      return allowed.filter(({ login }) => login?.toLowerCase() === wanted);
    case "displayName":
      return allowed.filter(({ displayName }) => displayName?.toLowerCase() === wanted);
  }
}
