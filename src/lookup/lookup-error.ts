/** Names that the tenant does not have, or has more than once: what, got, candidates, cure. */
import { didYouMean, MISSING_PRINCIPALS, type PrincipalType } from "../model";
import type { DirectoryObject } from "./directory-object";
import { answersTo, type Question, questionOf, typesOf } from "./question";

/** Carries no stack: Pulumi prints it to people. All names that were wrong in one turn are in it. */
export class LookupError extends Error {
  readonly complaints: readonly string[];

  constructor(complaints: readonly string[]) {
    super(
      complaints.length === 1
        ? complaints.join()
        : `${complaints.length} names cannot be looked up in the tenant:\n${complaints.map((one) => `  - ${one}`).join("\n")}`,
    );
    this.name = "";
    this.stack = "";
    this.complaints = complaints;
  }
}

const WORD: Readonly<Record<PrincipalType, string>> = {
  user: "user",
  group: "group",
  servicePrincipal: "service principal",
};

/** Nobody has this name. `others` are objects of similar names, or of the same name or id and another type. */
export function complainAboutMissing(question: Question, others: readonly DirectoryObject[]): string {
  const { text, form } = question;
  const kinds = typesOf(question).map((type) => WORD[type]);
  const what = form === "guid" ? "id" : form === "login" ? "user principal name" : "display name";
  const head = `"${text}": no ${listed(kinds)} has this ${what}`;
  const sameId = others.find(({ id }) => id === text.toLowerCase());
  if (sameId !== undefined) return `${head}; it is the id of ${article(sameId.type)}${cureOfType(sameId)}`;
  const [sameName] = answersTo(questionOf(text), others);
  if (sameName !== undefined)
    return `${head}, but ${article(sameName.type)} has; write { ${sameName.type}: "${text}" }`;
  const ofType = others.filter(({ type }) => typesOf(question).some((one) => one === type));
  const names = ofType.flatMap((one) => (form === "login" ? one.login : one.displayName) ?? []);
  return `${head}${didYouMean(text, names) || `${cureOfForm(question)}; ${MISSING_PRINCIPALS}=skip leaves out who is gone`}`;
}

/** Several have this name. */
export function complainAboutAmbiguous({ text, type }: Question, candidates: readonly DirectoryObject[]): string {
  const shown = candidates.slice(0, 5).map(describe);
  const more = candidates.length > shown.length ? ` and ${candidates.length - shown.length} more` : "";
  const head = `"${text}" names ${candidates.length} objects: ${shown.join(", ")}${more}`;
  const single = candidates.filter((one) => candidates.every((other) => other === one || other.type !== one.type));
  const forms = type === undefined ? single.map((one) => `{ ${one.type}: "${text}" }`) : [];
  return `${head}; write ${[...forms, "the object id"].join(" or ")}`;
}

function describe({ type, id, login, appId }: DirectoryObject): string {
  const also = login ?? (appId === undefined ? undefined : `app id ${appId}`);
  return `${WORD[type as PrincipalType] ?? type} ${id}${also === undefined ? "" : ` (${also})`}`;
}

function cureOfType({ type, appId, facts }: DirectoryObject): string {
  if (type === "application" && appId !== undefined)
    return `; write the app id ${appId}, or its service principal's id`;
  return facts === undefined ? ", which cannot hold a role" : "";
}

function cureOfForm({ form }: Question): string {
  if (form === "guid") return "; write an object id, or the app id of a service principal that this tenant has";
  if (form === "login")
    return "; a guest's is written with #EXT#, as in jane_fabrikam.com#EXT#@contoso.onmicrosoft.com";
  return "; write the display name in full, the user principal name or the object id";
}

function article(type: string): string {
  const word = WORD[type as PrincipalType] ?? type;
  return `${/^[aeio]/i.test(word) ? "an" : "a"} ${word}`;
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "object";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
