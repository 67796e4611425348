import type { Route } from "../../call";
import { reviewDecisionRoutes } from "./decisions";
import { reviewDefinitionRoutes } from "./definitions";
import { reviewHistoryRoutes } from "./history";
import { reviewInstanceRoutes } from "./instances";
import { pendingReviewRoutes } from "./pending";
import { reviewPolicyRoutes } from "./policy";
import { reviewStageRoutes } from "./stages";

/** Access reviews on Graph, v1.0 and beta. */
export const accessReviewRoutes: readonly Route[] = [
  ...reviewDefinitionRoutes,
  ...reviewInstanceRoutes,
  ...reviewStageRoutes,
  ...reviewDecisionRoutes,
  ...pendingReviewRoutes,
  ...reviewHistoryRoutes,
  ...reviewPolicyRoutes,
];
