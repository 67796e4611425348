/** Where a deployment file names somebody, so that a name which the tenant does not know is told with its place. */
import type { LookupError } from "../src/lookup";
import { type Complaint, type Deployment, type PrincipalReference, readReference } from "../src/model";

/** A name and the path of the first value that spells it. */
export interface Named {
  readonly text: string;
  readonly path: string;
}

export function namesIn({ breakGlass, entraRoles = {} }: Deployment): Named[] {
  const lines = Object.entries(entraRoles).flatMap(([role, { eligible = [], active = [], approvers, guard }]) => [
    ...eligible.map(({ principal }, index) => named(principal, `entraRoles.${role}.eligible[${index}]`)),
    ...active.map(({ principal }, index) => named(principal, `entraRoles.${role}.active[${index}]`)),
    ...(Array.isArray(approvers) ? approvers : []).map((one, index) =>
      named(one, `entraRoles.${role}.approvers[${index}]`),
    ),
    ...(typeof guard === "object" ? (guard.except ?? []) : []).map((one, index) =>
      named(one, `entraRoles.${role}.guard.except[${index}]`),
    ),
  ]);
  return [...(breakGlass?.accounts ?? []).map((one, index) => named(one, `breakGlass.accounts[${index}]`)), ...lines];
}

/** Look-up quotes the name it complains about before any other; each complaint gets the path of that name. */
export function placeNames({ complaints }: LookupError, names: readonly Named[]): Complaint[] {
  return complaints.map((message) => {
    const quoted = names
      .map(({ text, path }) => ({ text, path, at: message.indexOf(`"${text}"`) }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at || b.text.length - a.text.length)[0];
    return { path: quoted?.path ?? "", message };
  });
}

function named(reference: PrincipalReference, path: string): Named {
  return { text: readReference(reference).text.trim(), path };
}
