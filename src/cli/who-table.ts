import { styleText } from "node:util";
import Table from "cli-table3";
import { counted } from "./counted";
import type { Holding } from "./holdings";

/** Who holds what, for people. Colours only where `stream` is a terminal that wants them. */
export function whoTable(holdings: readonly Holding[], stream: NodeJS.WritableStream): string {
  if (holdings.length === 0) return "nobody holds such a role";
  const scoped = holdings.some(({ scope }) => scope !== "/");
  const head = ["role", "who", "holds", "until (UTC)", "how", ...(scoped ? ["where"] : [])];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  holdings.forEach((holding, index) => {
    const first = holdings[index - 1]?.role.id !== holding.role.id;
    table.push([
      first ? styleText("bold", holding.role.name, { stream }) : "",
      whoIs(holding.principal),
      holding.holds,
      holding.end === undefined ? "permanent" : holding.end.slice(0, 16).replace("T", " "),
      holding.how,
      ...(scoped ? [whereIs(holding.scope)] : []),
    ]);
  });
  return `${table.toString()}\n${summary(holdings)}`;
}

/** The name, and what a reviewer stumbles over. */
function whoIs({ name, type, userType, synced, enabled }: Holding["principal"]): string {
  const remarks = [
    type === undefined && "deleted",
    type === "group" && "group",
    type === "servicePrincipal" && "service principal",
    userType === "guest" && "guest",
    synced && "synchronised",
    enabled === false && "disabled",
  ].filter((remark) => typeof remark === "string");
  return remarks.length === 0 ? name : `${name} (${remarks.join(", ")})`;
}

/** Short enough for a terminal; `--json` has the whole id. */
function whereIs(scope: string): string {
  const [, kind = "", id = ""] = scope.split("/");
  if (kind === "") return "tenant";
  if (id === "") return `application ${kind.slice(0, 8)}…`;
  return /^administrativeunits$/i.test(kind) ? `unit ${id.slice(0, 8)}…` : `${kind} ${id}`;
}

function summary(holdings: readonly Holding[]): string {
  const roles = new Set(holdings.map(({ role }) => role.id)).size;
  const eligible = holdings.filter(({ holds }) => holds === "eligible").length;
  const active = holdings.length - eligible;
  const standing = holdings.filter(({ holds, end }) => holds === "active" && end === undefined).length;
  return `${counted(roles, "role")}: ${eligible} eligible, ${active} active, ${standing} of these permanent`;
}
