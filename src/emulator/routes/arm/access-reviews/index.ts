import type { ArmRoute } from "../../../arm-call";
import { armReviewDefinitionRoutes } from "./definitions";
import { armReviewHistoryRoutes } from "./history";
import { armReviewInstanceRoutes } from "./instances";
import { armReviewSettingRoutes } from "./settings";

/** Access reviews of Azure roles; their course is that of Graph's. */
export const armAccessReviewRoutes: readonly ArmRoute[] = [
  ...armReviewDefinitionRoutes,
  ...armReviewInstanceRoutes,
  ...armReviewSettingRoutes,
  ...armReviewHistoryRoutes,
];
