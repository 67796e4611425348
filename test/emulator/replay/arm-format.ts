import type { DocumentedAnswer, Example, ReadExamples, Skipped } from "./example";
import { isRecord, type Json, text } from "./json";
import { outOfScope } from "./out-of-scope";

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
    else {
      const example = {
        id,
        family,
        method,
        url: urlOf(path, parameters, text(entry.apiVersion)),
        headers: {},
        body: bodyOf(parameters),
        answers: answersOf(responses, parameters),
      };
      const reason = outOfScope(example);
      if (reason === undefined) examples.push(example);
      else skipped.push({ id, family, reason });
    }
  }
  return { examples, skipped };
}

function answersOf(responses: Json, parameters: Json): DocumentedAnswer[] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const number = Number(status);
    if (!Number.isInteger(number) || !isRecord(response)) return [];
    return { status: number, body: withParents(response.body ?? undefined, parameters) };
  });
}

/** The same with the parent of a resource as the URL has it. */
function withParents(body: unknown, { resourceProviderNamespace, parentResourcePath }: Json): unknown {
  if (body === undefined || typeof parentResourcePath !== "string") return body;
  const before = `/${String(resourceProviderNamespace)}/`;
  const [from, to] = [parentResourcePath, segmentsFor("parentResourcePath", parentResourcePath)];
  return JSON.parse(JSON.stringify(body).replaceAll(`${before}${from}/`, `${before}${to}/`)) as unknown;
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
    segmentsFor(name, String(parameters[name] ?? name)),
  );
  const [bare = "", dummy] = filled.replaceAll(/\/{2,}/g, "/").split("?");
  const filter = Object.entries(parameters).flatMap(([name, value]) =>
    name.startsWith("$") ? `&${name}=${encodeURIComponent(String(value).replaceAll("+", " "))}` : [],
  );
  const versioned = `api-version=${version ?? text(parameters["api-version"])}`;
  return `${host}/${bare.replace(/^\//, "")}?${dummy === undefined ? "" : `${dummy}&`}${versioned}${filter.join("")}`;
}

/** A parent in the path of a resource is a type and a name, also where the example has one word for both. */
function segmentsFor(name: string, value: string): string {
  const trimmed = value.replace(/^\/+|\/+$/g, "");
  return name === "parentResourcePath" && trimmed !== "" && !trimmed.includes("/") ? `parents/${trimmed}` : trimmed;
}

/**
 * The parameter that is an object is the body; the specification calls it differently from file to file, and in some files an empty
 * one stands beside the whole, or the properties stand where the body should.
 */
function bodyOf(parameters: Json): unknown {
  const objects = Object.values(parameters).filter(isRecord);
  const [body] = objects.sort((left, right) => JSON.stringify(right).length - JSON.stringify(left).length);
  const [wrapped] = Object.values(body ?? {});
  if (body === undefined || "properties" in body || !isRecord(wrapped) || Object.keys(body).length > 1) return body;
  const { id: _id, name: _name, type: _type, ...properties } = wrapped;
  return { properties };
}
