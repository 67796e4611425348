import type { Route } from "../../call";
import { reviewDecisionRoutes } from "./decisions";
import { reviewDefinitionRoutes } from "./definitions";
import { reviewInstanceRoutes } from "./instances";
import { pendingReviewRoutes } from "./pending";
import { reviewStageRoutes } from "./stages";

/** Access reviews on Graph, v1.0 and beta. */
export const accessReviewRoutes: readonly Route[] = [
  ...reviewDefinitionRoutes,
  ...reviewInstanceRoutes,
  ...reviewStageRoutes,
  ...reviewDecisionRoutes,
  ...pendingReviewRoutes,
];
