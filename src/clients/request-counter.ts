/** What this process has asked of the tenant. Pages after the first of a list are counted apart, as budgets do. */
export class RequestCounter {
  reads = 0;
  writes = 0;
  pages = 0;

  note(kind: "read" | "write" | "page"): void {
    if (kind === "read") this.reads += 1;
    else if (kind === "write") this.writes += 1;
    else this.pages += 1;
  }
}
