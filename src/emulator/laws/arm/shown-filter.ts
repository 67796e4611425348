import { isObject } from "../../body";
import type { Entity } from "../../odata/filter";
import type { ArmFilter } from "./filter";

/** Properties that PIM's lists compare as they show them, without case. */
export const shownProperties = ["status", "assignmentType", "memberType", "principalType"];

/** Does an entity, as it is shown, meet what the filter asks of those? */
export function passesShown({ equals }: ArmFilter, { properties }: Entity): boolean {
  if (!isObject(properties)) return false;
  return shownProperties.every((name) => {
    const wanted = equals.get(name.toLowerCase());
    const value = String(properties[name]).toLowerCase();
    return wanted === undefined || wanted.some((each) => each.toLowerCase() === value);
  });
}
