import type { Family } from "../store/schedules";
import { directoryPlane } from "./directory-plane";
import { groupPlane } from "./group-plane";
import type { Plane } from "./plane";

export function planeOf(family: Family): Plane {
  return family === groupPlane.assignment || family === groupPlane.eligibility ? groupPlane : directoryPlane;
}
