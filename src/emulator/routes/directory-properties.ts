import type { DirectoryKind } from "../store/directory";

/** What v1.0 shows of a user without `$select`. */
export const userDefaults = [
  "id",
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
];

const properties: Readonly<Record<DirectoryKind, readonly string[]>> = {
  user: [
    ...userDefaults,
    "accountEnabled",
    "ageGroup",
    "assignedLicenses",
    "city",
    "companyName",
    "consentProvidedForMinor",
    "country",
    "createdDateTime",
    "creationType",
    "customSecurityAttributes",
    "deletedDateTime",
    "department",
    "employeeHireDate",
    "employeeId",
    "employeeOrgData",
    "employeeType",
    "externalUserState",
    "faxNumber",
    "identities",
    "imAddresses",
    "mailNickname",
    "onPremisesDistinguishedName",
    "onPremisesDomainName",
    "onPremisesImmutableId",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "onPremisesUserPrincipalName",
    "otherMails",
    "passwordPolicies",
    "passwordProfile",
    "postalCode",
    "proxyAddresses",
    "showInAddressList",
    "signInActivity",
    "state",
    "streetAddress",
    "usageLocation",
    "userType",
  ],
  group: [
    "id",
    "allowExternalSenders",
    "assignedLabels",
    "assignedLicenses",
    "autoSubscribeNewMembers",
    "classification",
    "createdDateTime",
    "creationOptions",
    "deletedDateTime",
    "description",
    "displayName",
    "expirationDateTime",
    "groupTypes",
    "hasMembersWithLicenseErrors",
    "isAssignableToRole",
    "isSubscribedByMail",
    "mail",
    "mailEnabled",
    "mailNickname",
    "membershipRule",
    "membershipRuleProcessingState",
    "onPremisesDomainName",
    "onPremisesLastSyncDateTime",
    "onPremisesNetBiosName",
    "onPremisesProvisioningErrors",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "preferredDataLocation",
    "preferredLanguage",
    "proxyAddresses",
    "renewedDateTime",
    "resourceBehaviorOptions",
    "resourceProvisioningOptions",
    "securityEnabled",
    "securityIdentifier",
    "theme",
    "unseenCount",
    "visibility",
    "writebackConfiguration",
  ],
  servicePrincipal: [
    "id",
    "accountEnabled",
    "alternativeNames",
    "appDisplayName",
    "appId",
    "appOwnerOrganizationId",
    "appRoleAssignmentRequired",
    "appRoles",
    "createdDateTime",
    "deletedDateTime",
    "description",
    "displayName",
    "homepage",
    "notes",
    "oauth2PermissionScopes",
    "servicePrincipalNames",
    "servicePrincipalType",
    "signInAudience",
    "tags",
  ],
  application: [
    "id",
    "appId",
    "createdDateTime",
    "deletedDateTime",
    "description",
    "displayName",
    "identifierUris",
    "signInAudience",
    "tags",
  ],
  administrativeUnit: [
    "id",
    "deletedDateTime",
    "description",
    "displayName",
    "isMemberManagementRestricted",
    "membershipRule",
    "membershipRuleProcessingState",
    "membershipType",
    "visibility",
  ],
  organization: [
    "id",
    "countryLetterCode",
    "createdDateTime",
    "deletedDateTime",
    "displayName",
    "tenantType",
    "verifiedDomains",
  ],
};

/** Names of the properties of a kind, as `$filter` and `$select` may use them. */
export function propertiesOf(kind: DirectoryKind): readonly string[] {
  return properties[kind];
}

/** What Graph shows of a group only when it is asked for by name, and what stands there where nothing was set. */
export const groupExtras = {
  allowExternalSenders: false,
  autoSubscribeNewMembers: false,
  hasMembersWithLicenseErrors: false,
  isSubscribedByMail: false,
  unseenCount: 0,
};

const lists: ReadonlySet<string> = new Set([
  "alternativeNames",
  "appRoles",
  "assignedLabels",
  "assignedLicenses",
  "businessPhones",
  "creationOptions",
  "groupTypes",
  "identifierUris",
  "identities",
  "imAddresses",
  "oauth2PermissionScopes",
  "onPremisesProvisioningErrors",
  "otherMails",
  "proxyAddresses",
  "resourceBehaviorOptions",
  "resourceProvisioningOptions",
  "servicePrincipalNames",
  "tags",
  "verifiedDomains",
]);

const booleans: ReadonlySet<string> = new Set([
  "accountEnabled",
  "allowExternalSenders",
  "appRoleAssignmentRequired",
  "autoSubscribeNewMembers",
  "hasMembersWithLicenseErrors",
  "isAssignableToRole",
  "isMemberManagementRestricted",
  "isSubscribedByMail",
  "mailEnabled",
  "onPremisesSyncEnabled",
  "securityEnabled",
  "showInAddressList",
]);
const objects: ReadonlySet<string> = new Set([
  "customSecurityAttributes",
  "employeeOrgData",
  "passwordProfile",
  "signInActivity",
  "writebackConfiguration",
]);

/** May a property of that name take this value? Null goes anywhere. */
export function fits(name: string, value: unknown): boolean {
  if (value === null) return true;
  if (lists.has(name)) return Array.isArray(value);
  if (booleans.has(name)) return typeof value === "boolean";
  return objects.has(name) ? typeof value === "object" && !Array.isArray(value) : typeof value === "string";
}

/** Every property of a kind with nothing in it: what was never set is shown all the same. */
export const blanks: Readonly<Record<DirectoryKind, Readonly<Record<string, unknown>>>> = {
  user: blankOf("user"),
  group: { ...blankOf("group"), ...groupExtras },
  servicePrincipal: blankOf("servicePrincipal"),
  application: blankOf("application"),
  administrativeUnit: blankOf("administrativeUnit"),
  organization: blankOf("organization"),
};

function blankOf(kind: DirectoryKind): Record<string, unknown> {
  const shown = properties[kind].filter((name) => name !== "passwordProfile");
  return Object.fromEntries(shown.map((name) => [name, lists.has(name) ? [] : null]));
}
