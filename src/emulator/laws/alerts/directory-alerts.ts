import type { Alert } from "./alert";
import { invalidLicence } from "./invalid-licence";
import { noMfaOnActivation } from "./no-mfa-on-activation";
import { redundantAssignment } from "./redundant-assignment";
import { rolesOutsidePim } from "./roles-outside-pim";
import { sequentialActivations } from "./sequential-activations";
import { staleSignIn } from "./stale-sign-in";
import { tooManyGlobalAdmins } from "./too-many-global-admins";

/** What PIM watches in the directory, in the service's order. */
export const directoryAlerts: readonly Alert[] = [
  invalidLicence,
  noMfaOnActivation,
  redundantAssignment,
  rolesOutsidePim,
  sequentialActivations,
  tooManyGlobalAdmins,
  staleSignIn,
];
