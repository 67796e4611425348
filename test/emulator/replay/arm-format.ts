import type { Example, ReadExamples, Skipped } from "./example";
import { isRecord, type Json, text } from "./json";

const host = "https://management.azure.com";

/** Examples of Azure Resource Manager, as in fixtures/arm-examples.json. */
export function armExamples(entries: readonly Json[]): ReadExamples {
  const examples: Example[] = [];
  const skipped: Skipped[] = [];
  const seen = new Map<string, number>();
  for (const entry of entries) {
    const name = `${text(entry.operation) ?? "no operation"} ${text(entry.apiVersion)}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const id = count === 1 ? name : `${name} #${count}`;
    const family = familyOf(entry);
    const { method, path, parameters, responses } = entry;
    if (typeof method !== "string" || typeof path !== "string" || !isRecord(parameters) || !isRecord(responses))
      skipped.push({ id, family, reason: "names no operation" });
    else
      examples.push({
        id,
        family,
        method,
        url: urlOf(path, parameters, text(entry.apiVersion)),
        headers: {},
        body: bodyOf(parameters),
        answers: Object.entries(responses).flatMap(([status, response]) => {
          const number = Number(status);
          if (!Number.isInteger(number) || !isRecord(response)) return [];
          return { status: number, body: response.body ?? undefined };
        }),
      });
  }
  return { examples, skipped };
}

/** Recordings are of the family that their operation belongs to. */
function familyOf({ group, operation }: Json): string {
  const named = text(group) ?? "unnamed";
  if (!/\s/.test(named)) return named;
  const prefix = /^[^_]+/.exec(text(operation) ?? "")?.[0] ?? "orphans";
  return prefix.charAt(0).toLowerCase() + prefix.slice(1);
}

function urlOf(path: string, parameters: Json, version: string | undefined): string {
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    String(parameters[name] ?? name).replace(/^\/+|\/+$/g, ""),
  );
  const query = new URLSearchParams();
  query.set("api-version", text(parameters["api-version"]) ?? version ?? "");
  for (const [name, value] of Object.entries(parameters))
    if (name.startsWith("$") || name === "filter") query.set(name.startsWith("$") ? name : `$${name}`, String(value));
  const [bare = "", dummy] = filled.split("?");
  return `${host}/${bare.replace(/^\/+/, "")}?${dummy === undefined ? "" : `${dummy}&`}${query.toString().replaceAll("%24", "$")}`;
}

/** The one parameter that is an object is the body; the specification calls it differently from file to file. */
function bodyOf(parameters: Json): unknown {
  return Object.values(parameters).find(isRecord);
}
