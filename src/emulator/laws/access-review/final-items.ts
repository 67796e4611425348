import type { ReviewDecision } from "../../store/access-review-types";

/** The last word on each principal: the item of the latest stage that asked about them. */
export function finalItems(items: readonly ReviewDecision[]): readonly ReviewDecision[] {
  const last = new Map<string, ReviewDecision>();
  for (const item of items) {
    const known = last.get(item.principal);
    if (known === undefined || known.stage < item.stage) last.set(item.principal, item);
  }
  return [...last.values()];
}
