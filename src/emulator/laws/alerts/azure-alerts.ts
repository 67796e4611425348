import type { Alert } from "./alert";
import { tooManyOwners, tooManyPermanentOwners } from "./azure-owners";
import { azureRolesOutsidePim } from "./azure-roles-outside-pim";
import { duplicateRole } from "./duplicate-role";

/** What PIM watches at a scope of Azure, in the service's order. */
export const azureAlerts: readonly Alert[] = [
  duplicateRole,
  tooManyOwners,
  tooManyPermanentOwners,
  azureRolesOutsidePim,
];
