/** What Graph shows of a thing, by name. */
export type Properties = Readonly<Record<string, unknown>>;
