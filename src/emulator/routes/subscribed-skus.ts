import type { Call, Route } from "../call";
import { guidOf } from "../ids";
import { licenceOf } from "../laws/licence";

/** One licence, Microsoft Entra ID P2, unless the tenant has none. */
export const subscribedSkuRoutes: readonly Route[] = [{ method: "GET", path: "/subscribedSkus", operation: list }];

function list(call: Call) {
  const skuId = "84a661c4-e949-4bd2-a560-ed7766fcaf2b";
  const sku = {
    id: `${call.state.tenantId}_${skuId}`,
    accountId: guidOf(call.state.tenantId, "account"),
    accountName: "contoso",
    appliesTo: "User",
    capabilityStatus: "Enabled",
    consumedUnits: [...call.state.directory.list("user")].length,
    prepaidUnits: { enabled: 250, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: [
      {
        servicePlanId: "eec0eb4f-6444-4f95-aba0-50c24d67f998",
        servicePlanName: "AAD_PREMIUM_P2",
        provisioningStatus: "Success",
        appliesTo: "User",
      },
    ],
    skuId,
    skuPartNumber: "AAD_PREMIUM_P2",
    subscriptionIds: [guidOf(call.state.tenantId, "subscription")],
  };
  return {
    status: 200,
    body: {
      "@odata.context": `${call.base}/$metadata#subscribedSkus`,
      value: licenceOf(call.state) === "none" ? [] : [sku],
    },
  };
}
