/**
 * Fields that the service has where a page may leave them out: pages shorten what they show. By what they are a field of, a
 * collection or a property; https://learn.microsoft.com/graph/api/overview and https://learn.microsoft.com/rest/api/authorization.
 */
const fields: Readonly<Record<string, string>> = {
  directoryObject: `id deletedDateTime accountEnabled ageGroup allowExternalSenders alternativeNames appDescription appDisplayName
    appId appOwnerOrganizationId appRoleAssignmentRequired appRoles applicationTemplateId assignedLabels assignedLicenses
    assignedPlans autoSubscribeNewMembers businessPhones city classification companyName consentProvidedForMinor country
    createdByAppId createdDateTime creationOptions creationType department description disabledByMicrosoftStatus displayName
    employeeHireDate employeeId employeeOrgData email employeeType expirationDateTime externalUserState
    externalUserStateChangeDateTime faxNumber givenName groupTypes homepage identifierUris identities imAddresses infoCatalogs
    isAssignableToRole isManagementRestricted isMemberManagementRestricted isSubscribedByMail jobTitle legalAgeGroupClassification
    loginUrl mail mailEnabled mailNickname membershipRule membershipRuleProcessingState membershipType mobilePhone notes
    oauth2PermissionScopes officeLocation onPremisesDistinguishedName onPremisesDomainName onPremisesImmutableId
    onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesProvisioningErrors onPremisesSamAccountName
    onPremisesSecurityIdentifier onPremisesSyncEnabled onPremisesUserPrincipalName organizationId otherMails passwordPolicies
    passwordProfile postalCode preferredDataLocation preferredLanguage proxyAddresses renewedDateTime replyUrls
    resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier servicePrincipalNames
    servicePrincipalType showInAddressList signInActivity signInAudience signInSessionsValidFromDateTime state lastUserSignInDateTime streetAddress
    surname tags theme type unseenCount usageLocation userPrincipalName userType verifiedPublisher visibility
    writebackConfiguration`,
  organization:
    "id deletedDateTime businessPhones city country countryLetterCode createdDateTime displayName tenantType verifiedDomains",
  subscribedSkus:
    "id accountId accountName appliesTo capabilityStatus consumedUnits prepaidUnits servicePlans skuId skuPartNumber subscriptionIds",
  prepaidUnits: "enabled lockedOut suspended warning",
  roleDefinitions: `id allowedPrincipalTypes description displayName inheritsPermissionsFrom isBuiltIn isEnabled isPrivileged
    resourceScopes rolePermissions templateId version`,
  directoryRoles: "id deletedDateTime description displayName roleTemplateId",
  directoryRoleTemplates: "id deletedDateTime description displayName",
  resourceActions:
    "id actionVerb authenticationContextId description isAuthenticationContextSettable isPrivileged name resourceScopeId",
  roleAssignments:
    "id appScopeId condition directoryScopeId principalId principalOrganizationId resourceScope roleDefinitionId",
  scheduleRequest: `id accessId action appScopeId approvalId completedDateTime createdBy createdDateTime customData directoryScopeId
    groupId isValidationOnly justification principalId roleDefinitionId scheduleInfo status targetScheduleId ticketInfo`,
  schedule: `id accessId appScopeId assignmentType createdDateTime createdUsing directoryScopeId groupId memberType modifiedDateTime
    principalId roleDefinitionId scheduleInfo status`,
  scheduleInstance: `id accessId appScopeId assignmentScheduleId assignmentType directoryScopeId eligibilityScheduleId endDateTime
    groupId memberType principalId roleAssignmentOriginId roleAssignmentScheduleId roleDefinitionId roleEligibilityScheduleId
    startDateTime`,
  scheduleInfo: "startDateTime recurrence expiration",
  expiration: "type endDateTime duration",
  ticketInfo: "ticketNumber ticketSystem",
  createdBy: "application device user id displayName type userPrincipalName",
  user: "id displayName userPrincipalName ipAddress userType homeTenantId homeTenantName",
  app: "appId displayName servicePrincipalId servicePrincipalName",
  alerts: `id alertConfiguration alertDefinition alertDefinitionId alertIncidents alertIncidents@odata.context incidentCount
    isActive lastModifiedDateTime lastScannedDateTime scopeId scopeType`,
  alertDefinitions: `id description displayName howToPrevent isConfigurable isRemediatable mitigationSteps scopeId scopeType
    securityImpact severityLevel`,
  alertConfigurations: `id alertDefinition alertDefinitionId duration globalAdminCountThreshold isEnabled
    percentageOfGlobalAdminsOutOfRolesThreshold scopeId scopeType sequentialActivationCounterThreshold
    timeIntervalBetweenActivations`,
  alertIncidents: `id activationCount assigneeDisplayName assigneeId assigneeUserPrincipalName assignmentCreatedDateTime
    lastActivationDateTime lastSignInDateTime roleDefinitionId roleDisplayName roleTemplateId sequenceEndDateTime
    sequenceStartDateTime tenantLicenseStatus`,
  definitions: `id additionalNotificationRecipients backupReviewers createdBy createdDateTime descriptionForAdmins
    descriptionForReviewers displayName fallbackReviewers instanceEnumerationScope instances lastModifiedDateTime reviewers scope
    settings stageSettings status`,
  instances: `id definition downloadUri endDateTime errors expirationDateTime fallbackReviewers fulfilledDateTime
    reviewHistoryPeriodEndDateTime reviewHistoryPeriodStartDateTime reviewers runDateTime scope startDateTime status`,
  stages: `id assignedToMe displayName endDateTime fallbackReviewers justification reviewedBy reviewedDateTime reviewers
    reviewResult startDateTime status`,
  decisions: `id accessReviewId appliedBy appliedDateTime applyResult decision instance justification principal principalLink
    recommendation resource resourceLink reviewedBy reviewedDateTime target`,
  reviewQuery: "inactiveDuration principalScopes query queryRoot queryType resourceScopes",
  settings: `applyActions autoApplyDecisionsEnabled decisionHistoriesForReviewersEnabled defaultDecision defaultDecisionEnabled
    instanceDurationInDays justificationRequiredOnApproval mailNotificationsEnabled recommendationInsightSettings
    recommendationLookBackDuration recommendationsEnabled recurrence reminderNotificationsEnabled`,
  pattern: "dayOfMonth daysOfWeek firstDayOfWeek index interval month type",
  range: "endDate numberOfOccurrences recurrenceTimeZone startDate type",
  recurrence: "pattern range",
  identity: "id displayName type userPrincipalName",
  policy: "id description displayName isGroupOwnerManagementEnabled",
  accessReviewPolicy: "id description displayName isGroupOwnerManagementEnabled",
  generateDownloadUri: `id downloadUri expirationDateTime fulfilledDateTime reviewHistoryPeriodEndDateTime
    reviewHistoryPeriodStartDateTime runDateTime status`,
  approvals: "id stages steps",
  contactedReviewers: "id createdDateTime displayName userPrincipalName",
  historyDefinitions: `id createdBy createdDateTime decisions displayName instances reviewHistoryPeriodEndDateTime
    reviewHistoryPeriodStartDateTime scheduleSettings scopes status`,
  authenticationContextClassReferences: "id description displayName isAvailable",
  directoryAudits: `id activityDateTime activityDisplayName additionalDetails category correlationId initiatedBy loggedByService
    operationType result resultReason targetResources userAgent`,
  targetResources: "id displayName groupType modifiedProperties type userPrincipalName",
  scope: "id displayName type inactiveDuration principalScopes query queryRoot queryType resourceScopes",
  "scheduleRequest properties": `approvalId condition conditionVersion createdOn expandedProperties justification
    linkedRoleEligibilityScheduleId principalId principalType requestorId requestType roleDefinitionId scheduleInfo scope status
    targetRoleAssignmentScheduleId targetRoleAssignmentScheduleInstanceId targetRoleEligibilityScheduleId
    targetRoleEligibilityScheduleInstanceId ticketInfo`,
  "schedule properties": `assignmentType condition conditionVersion createdOn endDateTime expandedProperties
    linkedRoleEligibilityScheduleId memberType principalId principalType roleAssignmentScheduleRequestId roleDefinitionId
    roleEligibilityScheduleRequestId scope startDateTime status updatedOn`,
  "scheduleInstance properties": `assignmentType condition conditionVersion createdOn endDateTime expandedProperties
    linkedRoleEligibilityScheduleId linkedRoleEligibilityScheduleInstanceId memberType originRoleAssignmentId principalId
    principalType roleAssignmentScheduleId roleDefinitionId roleEligibilityScheduleId scope startDateTime status`,
  "roleAssignments properties": `canDelegate condition conditionVersion createdBy createdOn delegatedManagedIdentityResourceId
    description principalId principalType roleDefinitionId scope updatedBy updatedOn`,
  "roleDefinitions properties": `assignableScopes createdBy createdOn description permissions roleName type updatedBy updatedOn`,
  diagnosticSettings: "id name type",
  permissions: "actions condition conditionVersion dataActions notActions notDataActions",
  rolePermissions: "allowedResourceActions condition excludedResourceActions",
};

/** Names under which such a thing is found. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [
    /^(users|groups|servicePrincipals|applications|administrativeUnits|directoryObjects|me|members|owners|transitiveMembers|memberOf|transitiveMemberOf|principal|manager|getByIds|microsoft\.graph\.\w+)$/i,
    "directoryObject",
  ],
  [/ScheduleRequests properties$/i, "scheduleRequest properties"],
  [/ScheduleInstances properties$/i, "scheduleInstance properties"],
  [/Schedules properties$/i, "schedule properties"],
  [
    /^(instanceEnumerationScope|reviewers|fallbackReviewers|backupReviewers|principalScopes|resourceScopes|scopes)$/,
    "reviewQuery",
  ],
  [/^(reviewedBy|appliedBy)$/, "identity"],
  [/^steps$/, "stages"],
  [/Approvals$/, "approvals"],
  [/ScheduleRequests$/i, "scheduleRequest"],
  [/ScheduleInstances$/i, "scheduleInstance"],
  [/(Schedules|activatedUsing|targetSchedule)$/i, "schedule"],
  [/^alertDefinition$/, "alertDefinitions"],
  [/^alertConfiguration$/, "alertConfigurations"],
  [/^(roleDefinition|inheritsPermissionsFrom)$/, "roleDefinitions"],
  [/^transitiveRoleAssignments$/, "roleAssignments"],
];

const known = new Map(Object.entries(fields).map(([kind, names]) => [kind.toLowerCase(), new Set(names.split(/\s+/))]));

/** True for a field that `owner`, a collection or a property, is documented to have. */
export function isKnownField(owner: string, name: string): boolean {
  if (name === "@odata.type") return true;
  const kind = kinds.find(([pattern]) => pattern.test(owner))?.[1] ?? owner;
  return known.get(kind.toLowerCase())?.has(name) ?? false;
}
