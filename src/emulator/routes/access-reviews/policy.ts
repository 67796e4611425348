import { bodyObject } from "../../body";
import type { Call, Reply, Route } from "../../call";
import { graphErrors } from "../../errors";
import { root } from "./collections";

const family = "accessReviewPolicy";
const key = "isGroupOwnerManagementEnabled";

/** Beta: may owners of groups review their own groups? https://learn.microsoft.com/graph/api/resources/accessreviewpolicy */
export const reviewPolicyRoutes: readonly Route[] = [`/${root}/policy`, "/policies/accessReviewPolicy"].flatMap(
  (path): Route[] => [
    { method: "GET", path, operation: (call) => shown(call, path) },
    { method: "PATCH", path, operation: change },
  ],
);

function shown(call: Call, path: string): Reply {
  return {
    status: 200,
    body: {
      "@odata.context": `${call.base}/$metadata${path.replace("/", "#")}/$entity`,
      "@odata.type": "#microsoft.graph.accessReviewPolicy",
      id: family,
      displayName: "Access Review Policy",
      description: "Policy contains directory-level access review settings.",
      [key]: call.state.documents.find(family, family)?.properties[key] ?? false,
    },
  };
}

function change(call: Call): Reply {
  const value = bodyObject(call)[key];
  if (typeof value !== "boolean")
    throw graphErrors.badRequest(`Invalid value '${String(value)}' for property '${key}'.`);
  call.state.documents.put(family, family, { [key]: value });
  return { status: 204 };
}
