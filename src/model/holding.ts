/** How somebody holds a role, in the words of previews and pages. */

export interface Holding {
  readonly principalId: string;
  readonly kind: "eligible" | "active";
  /** Where the role acts: `/`, `/administrativeUnits/{id}` … */
  readonly scope: string;
  /** ISO 8601; absent for a permanent one. */
  readonly end?: string | undefined;
  /** False for assignments made outside PIM. */
  readonly throughPim: boolean;
}

/** `active, permanent, outside PIM`; `eligible until 2027-01-01`. */
export function describeHolding({ kind, end, throughPim }: Holding): string {
  const until = end === undefined ? ", permanent" : ` until ${end.slice(0, 10)}`;
  return `${kind}${until}${kind === "active" && !throughPim ? ", outside PIM" : ""}`;
}

/** The same with who and, apart from the whole tenant, where: `bob@contoso.com: active, permanent`. */
export function describeHolder(name: string, holding: Holding): string {
  const where = holding.scope === "/" ? "" : ` at ${holding.scope}`;
  return `${name}: ${describeHolding(holding)}${where}`;
}
