/** Guards: who holds a role although no line says so, and what becomes of them. */
import type { HoldingChange, Sentence } from "./describe-holdings";
import type { Line } from "./line";
import { type Markdown, md } from "./markdown";
import { plainRoleOf, rankOf, roleOf } from "./names";
import type { ResourceState } from "./read-events";

export interface GuardReport {
  /** Who loses a role, or gets it back, because of a guard. */
  readonly changes: readonly HoldingChange[];
  /** Who holds a role undeclared, as the tenant was read; the same every night until somebody declares or removes it. */
  readonly undeclared: readonly Sentence[];
  /** Guards that come, go, or do something else from now on. */
  readonly guards: readonly Markdown[];
}

export function describeGuards(lines: readonly Line[]): GuardReport {
  const guards = lines.filter(({ kind }) => kind === "guard");
  return {
    changes: guards.flatMap(changesOf),
    undeclared: guards.flatMap(undeclaredOf),
    guards: guards.flatMap(guardOf),
  };
}

function changesOf(line: Line): HoldingChange[] {
  const { live, after } = line;
  const was = texts(live, "unmanaged");
  const taken = texts(live, "removed");
  const removed = after === undefined ? taken : texts(after, "removed");
  const left = after === undefined ? was : texts(after, "unmanaged");
  const loses = was.filter((text) => !left.includes(text) && removed.includes(text));
  const back = line.dropped ? [] : left.filter((text) => !was.includes(text) && taken.length > removed.length);
  return [
    ...loses.map((text) => ({
      ...saidOf(line, text, (held) => md`**loses** ${held}; no line declares it`),
      effect: "loses" as const,
    })),
    ...back.map((text) => ({
      ...saidOf(line, text, (held) => md`nothing → **${held}**, given back`),
      effect: "gains" as const,
    })),
  ];
}

function undeclaredOf(line: Line): Sentence[] {
  const { live, after, dropped } = line;
  if (dropped) return [];
  const left = after === undefined ? undefined : texts(after, "unmanaged");
  return texts(live ?? after, "unmanaged").map((text) => {
    const then = left === undefined || left.includes(text) ? md`` : md`; taken away`;
    return saidOf(line, text, (held) => md`**${held}**, which no line declares${then}`);
  });
}

function guardOf(line: Line): Markdown[] {
  const { before, after, dropped } = line;
  const role = plainRoleOf(line);
  if (dropped) return [md`- ${role} is guarded no more`];
  const mode = after?.inputs.mode;
  if (after === undefined || mode === before?.inputs.mode) return [];
  return [md`- ${role} is guarded from now on: whom no line declares is ${mode === "remove" ? "removed" : "reported"}`];
}

/** `bob@contoso.com: active, permanent`: whose it is stands before what is held. */
function saidOf(line: Line, text: string, words: (held: string) => Markdown): Sentence {
  const [, who = text, held = "holds it"] = /^([\s\S]*): ((?:active|eligible)\b[\s\S]*)$/.exec(text) ?? [];
  return { rank: `${rankOf(line)} ${who}`, who: md`${who}`, role: roleOf(line), words: words(held) };
}

function texts(state: ResourceState | undefined, list: "unmanaged" | "removed"): string[] {
  const value = state?.inputs[list] ?? state?.outputs[list];
  return Array.isArray(value) ? value.map(String) : [];
}
