/** Changes of settings as sentences: what lets more happen than before, and what no column of the table shows. */
import { same } from "./line";
import { joined, type Markdown, md } from "./markdown";
import type { Naming } from "./names";
import { sayDuration } from "./say-time";
import { isLooser, nameOfSetting, sayValue, type Values } from "./setting";
import { demanded, transition } from "./settings-table";

/** Sentences about fields that change; each field in one of the two lists at most. */
export function describeValues(
  before: Values,
  after: Values,
  changed: readonly string[],
  nameOf: Naming,
): { readonly looser: readonly Markdown[]; readonly further: readonly Markdown[] } {
  const [loose, others] = [true, false].map((wanted) =>
    changed.filter((path) => isLooser(path, before.get(path), after.get(path)) === wanted),
  ) as [string[], string[]];
  const expiries = (paths: readonly string[], not: readonly string[] = []) =>
    ["eligibility", "assignment"]
      .filter((kind) => paths.some((path) => isExpiry(path, kind)) && !not.some((path) => isExpiry(path, kind)))
      .map((kind) => expiry(kind, before, after));
  return {
    looser: [
      ...loose
        .filter((path) => !isExpiry(path))
        .map((path) => sentence(path, before.get(path), after.get(path), nameOf)),
      ...expiries(loose),
    ],
    further: [
      ...expiries(others, loose),
      ...others.flatMap((path) => furtherOf(path, before.get(path), after.get(path), nameOf) ?? []),
    ],
  };
}

const TOLD =
  /^activation\.(maximumDuration|authenticationContext|approval\.required)$|^notifications\.activation\.admin\.(enabled|defaultRecipients|recipients)$/;

/** `eligible assignments: permanent or up to 365 days → up to 180 days`: two fields that mean something together only. */
function expiry(kind: string, before: Values, after: Values): Markdown {
  const said = (values: Values) => {
    const [permanent, longest] = [values.get(`${kind}.permanent`), values.get(`${kind}.maximumDuration`)];
    const upTo =
      longest === undefined ? md`–` : typeof longest === "string" ? md`up to ${sayDuration(longest)}` : md`–`;
    if (typeof permanent === "string") return md`${permanent}`;
    if (permanent !== true) return upTo;
    return longest === undefined ? md`permanent` : md`permanent or ${upTo}`;
  };
  return md`${kind === "eligibility" ? "eligible" : "active"} assignments: ${transition(said(before), said(after))}`;
}

function isExpiry(path: string, kind = "(eligibility|assignment)"): boolean {
  return new RegExp(`^${kind}\\.(permanent|maximumDuration)$`).test(path);
}

/** A change that no column shows. */
function furtherOf(path: string, before: unknown, after: unknown, nameOf: Naming): Markdown | undefined {
  if (TOLD.test(path) || isExpiry(path)) return undefined;
  if (path === "activation.require") {
    const justification = transition(demanded(before, "justification"), demanded(after, "justification"));
    return justification.text.includes("→") ? md`justification to activate: ${justification}` : undefined;
  }
  if (path === "activation.approval.approvers" && Array.isArray(before) && Array.isArray(after)) {
    return approversMoved(before, after, nameOf);
  }
  return sentence(path, before, after, nameOf);
}

function approversMoved(before: readonly unknown[], after: readonly unknown[], nameOf: Naming): Markdown | undefined {
  if (before.length <= 3 && after.length <= 3) return undefined;
  const path = "activation.approval.approvers";
  const missing = (list: readonly unknown[], from: readonly unknown[]) =>
    list.filter((one) => !from.some((other) => same(one, other)));
  const [gone, come] = [missing(before, after), missing(after, before)];
  const some = (list: readonly unknown[]) =>
    list.length > 3 ? md`${list.length} people` : sayValue(path, list, nameOf);
  const parts = [
    ...(come.length > 0 ? [md`${some(come)} may approve from now on`] : []),
    ...(gone.length > 0 ? [md`${some(gone)} may approve no more`] : []),
  ];
  return parts.length === 0 ? undefined : joined(parts);
}

function sentence(path: string, before: unknown, after: unknown, nameOf: Naming): Markdown {
  return md`${nameOfSetting(path)}: ${sayValue(path, before, nameOf)} → **${sayValue(path, after, nameOf)}**`;
}
