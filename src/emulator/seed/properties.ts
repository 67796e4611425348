import type { SeedGroup, SeedServicePrincipal, SeedUnit, SeedUser } from "./seed";

/** Properties of a user as Graph shows them, before the seed's own are laid over. */
export function userProperties(user: SeedUser, createdDateTime: string) {
  const [givenName = null, ...rest] = user.displayName.split(" ");
  return {
    businessPhones: [],
    displayName: user.displayName,
    givenName,
    jobTitle: null,
    mail: user.userPrincipalName,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: rest.length === 0 ? null : rest.join(" "),
    userPrincipalName: user.userPrincipalName,
    accountEnabled: true,
    createdDateTime,
    department: null,
    mailNickname: user.userPrincipalName.split("@")[0],
    onPremisesSyncEnabled: null,
    userType: "Member",
  };
}

export function groupProperties(group: SeedGroup, createdDateTime: string) {
  return {
    createdDateTime,
    description: null,
    displayName: group.displayName,
    groupTypes: [],
    isAssignableToRole: null,
    mail: null,
    mailEnabled: false,
    mailNickname: group.displayName.replaceAll(/[^A-Za-z0-9-]/g, ""),
    membershipRule: null,
    membershipRuleProcessingState: null,
    onPremisesSyncEnabled: null,
    securityEnabled: true,
    visibility: null,
  };
}

export function servicePrincipalProperties(principal: SeedServicePrincipal, appId: string, createdDateTime: string) {
  return {
    accountEnabled: true,
    appDisplayName: principal.displayName,
    appId,
    createdDateTime,
    displayName: principal.displayName,
    servicePrincipalNames: [appId],
    servicePrincipalType: "Application",
    tags: [],
  };
}

export function unitProperties(unit: SeedUnit) {
  return {
    description: null,
    displayName: unit.displayName,
    isMemberManagementRestricted: false,
    membershipRule: null,
    membershipRuleProcessingState: null,
    membershipType: "Assigned",
    visibility: null,
  };
}
