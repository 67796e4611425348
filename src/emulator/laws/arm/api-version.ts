import type { ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";

/** API versions of each family of types, oldest first: reference pages of each, and the list in arm-pim-api. */
export const versions = {
  /** The six schedule types, settings, child resources. */
  pim: ["2020-10-01-preview", "2020-10-01", "2022-04-01-preview", "2024-02-01-preview", "2024-09-01-preview"],
  roleAssignments: [
    "2015-07-01",
    "2017-10-01-preview",
    "2018-01-01-preview",
    "2018-09-01-preview",
    "2020-03-01-preview",
    "2020-04-01-preview",
    "2020-08-01-preview",
    "2020-10-01-preview",
    "2022-04-01",
  ],
  roleDefinitions: ["2015-07-01", "2018-01-01-preview", "2022-04-01", "2022-05-01-preview"],
  permissions: ["2015-07-01", "2018-01-01-preview", "2022-04-01", "2022-05-01-preview"],
  providerOperations: ["2015-07-01", "2018-01-01-preview", "2022-04-01"],
  denyAssignments: ["2018-07-01-preview", "2022-04-01"],
  elevateAccess: ["2015-07-01", "2016-07-01", "2017-05-01"],
  locks: ["2016-09-01", "2017-04-01", "2020-05-01"],
  approvals: ["2021-01-01-preview"],
  alerts: ["2022-08-01-preview"],
  accessReviews: [
    "2018-05-01-preview",
    "2021-03-01-preview",
    "2021-07-01-preview",
    "2021-11-16-preview",
    "2021-12-01-preview",
  ],
  managementGroups: ["2020-02-01", "2020-05-01", "2021-04-01", "2023-04-01"],
  subscriptions: [
    "2016-06-01",
    "2018-06-01",
    "2019-06-01",
    "2019-11-01",
    "2020-01-01",
    "2021-01-01",
    "2021-04-01",
    "2022-01-01",
    "2022-09-01",
    "2022-12-01",
  ],
  resources: [
    "2016-06-01",
    "2018-05-01",
    "2019-05-01",
    "2019-10-01",
    "2020-06-01",
    "2020-10-01",
    "2021-01-01",
    "2021-04-01",
    "2022-09-01",
    "2024-03-01",
    "2025-04-01",
  ],
  directoryDiagnostics: ["2017-04-01-preview", "2017-04-01"],
  diagnostics: ["2017-05-01-preview", "2021-05-01-preview"],
} as const;

const versionShape = /^\d{4}-\d\d-\d\d(-\w+)?$/;

/** The request's API version; throws where it is missing or one that the operation is not answered in. */
export function checkApiVersion(route: ArmRoute, query: URLSearchParams): string {
  const version = [...query].find(([name]) => name.toLowerCase() === "api-version")?.[1].trim();
  if (version === undefined || version === "") throw armErrors.missingApiVersion();
  if (route.versions?.includes(version.toLowerCase()) ?? versionShape.test(version)) return version.toLowerCase();
  const supported = route.versions ?? [];
  const [first = "", namespace = "", type = ""] = route.path.split("/");
  throw first === "providers" && !namespace.startsWith(":")
    ? armErrors.noTypeInVersion(namespace, type, version, supported)
    : armErrors.invalidApiVersion(version, supported);
}
