import { guidOf } from "../../../src/emulator/ids";
import type { DocumentedAnswer, Example, ReadExamples } from "./example";
import { isRecord, type Json, text } from "./json";
import { outOfScope } from "./out-of-scope";

const host = "https://graph.microsoft.com";

/** Examples of Microsoft Graph, as in fixtures/graph-examples.json. */
export function graphExamples(entries: readonly Json[]): ReadExamples {
  const read = entries.map((entry) => {
    const example = toExample(entry);
    const family = text(entry.family) ?? "unnamed";
    return typeof example === "string" ? { id: idOf(entry), family, reason: example } : example;
  });
  return {
    examples: read.filter((each): each is Example => !("reason" in each)),
    skipped: read.filter((each) => "reason" in each),
  };
}

/** The call of an entry, or the reason why there is none to play. */
function toExample(entry: Json): Example | string {
  const { method, url, response, bodyNote } = entry;
  if (typeof method !== "string" || typeof url !== "string") return "shows no request";
  if (!isRecord(response)) return "shows no answer";
  if (/^(PATCH|PUT)$/.test(method) && !isRecord(entry.requestBody)) return "shows no body to send";
  if (bodyNote === "unparsed" || "bodyRaw" in response || "requestBodyRaw" in entry) return "its body is not JSON";
  const example = {
    id: idOf(entry),
    family: text(entry.family) ?? "unnamed",
    method,
    url: ofPim(filled(absolute(url))),
    headers: headersOf(entry.requestHeaders),
    body: entry.requestBody ?? undefined,
    answers: [answerOf(response)],
  };
  return outOfScope(example) ?? example;
}

function idOf(entry: Json): string {
  return text(entry.id) ?? `${text(entry.method)} ${text(entry.url)}`;
}

function answerOf({ status, body }: Json): DocumentedAnswer {
  return { status: typeof status === "number" ? status : undefined, body: body ?? undefined };
}

/** Some pages leave host and version out. */
function absolute(url: string): string {
  if (/^https?:/.test(url)) return url;
  return `${host}${/^\/(v1\.0|beta)\//.test(url) ? "" : "/v1.0"}${url}`;
}

/** Approvals have one page for three addresses, which shows that of access packages; PIM's have the same shapes. */
function ofPim(url: string): string {
  return url.replace(
    "/identityGovernance/entitlementManagement/accessPackageAssignmentApprovals",
    /\/beta\//.test(url)
      ? "/roleManagement/directory/roleAssignmentApprovals"
      : "/identityGovernance/privilegedAccess/group/assignmentApprovals",
  );
}

/** A placeholder in a path becomes an id, the same one for the same word; in a filter it stands for any text. */
function filled(url: string): string {
  const [path = "", ...query] = url.split("?");
  const filled = path.replaceAll(/\{([^}]*)\}/g, (_, word: string) => guidOf("placeholder", word));
  return [filled, ...query.map((each) => each.replaceAll(/'\{[^}]*\}'/g, "''"))].join("?");
}

function headersOf(headers: unknown): Readonly<Record<string, string>> {
  if (!isRecord(headers)) return {};
  const kept = Object.entries(headers).filter(([name]) => !/^(authorization|host|content-length)$/i.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
