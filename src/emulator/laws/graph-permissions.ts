/** What the operations on some paths ask of who calls. */
export interface Need {
  /** Paths under the version as routes write them. The first entry that matches counts. */
  readonly paths: RegExp;
  /** What the request itself, path and filter, must name besides for the entry to count. */
  readonly about?: RegExp;
  /** Any one of these permissions is enough for reading; one with `ReadWrite` or `.All` in place of less counts as well. */
  readonly read: readonly string[];
  /** The same for what changes something; undefined where nothing can be changed. */
  readonly write?: readonly string[];
  /** Enough for requests that only take away (`adminRemove`). */
  readonly remove?: string;
  /** Directory roles of which a signed-in user needs one besides; any user where absent. */
  readonly readers?: readonly string[];
  readonly writers?: readonly string[];
  /** Only with a user: an application gets nothing here, whatever its permissions. */
  readonly delegated?: true;
}

const writers = ["Privileged Role Administrator"];
const readers = [...writers, "Global Reader", "Security Operator", "Security Reader", "Security Administrator"];
const groupWriters = [
  ...writers,
  "Directory Writers",
  "Groups Administrator",
  "Identity Governance Administrator",
  "User Administrator",
];

const reviewWriters = ["Identity Governance Administrator", "User Administrator", "Privileged Role Administrator"];

function pimOf(paths: RegExp, kind: "RoleAssignmentSchedule" | "RoleEligibilitySchedule"): Need {
  return {
    paths,
    read: [`${kind}.Read.Directory`, "RoleManagement.Read.Directory", "RoleManagement.Read.All"],
    write: [`${kind}.ReadWrite.Directory`, "RoleManagement.ReadWrite.Directory"],
    remove: `${kind}.Remove.Directory`,
    readers,
    writers,
  };
}

function groupPimOf(paths: RegExp, kind: "PrivilegedAssignmentSchedule" | "PrivilegedEligibilitySchedule"): Need {
  return {
    paths,
    read: [`${kind}.Read.AzureADGroup`],
    write: [`${kind}.ReadWrite.AzureADGroup`],
    remove: `${kind}.Remove.AzureADGroup`,
    readers: [...readers, ...groupWriters],
    writers: groupWriters,
  };
}

/** Permissions by family: the tables of the operations' pages, https://learn.microsoft.com/graph/permissions-reference */
export const graphNeeds: readonly Need[] = [
  {
    paths: /^\/roleManagement\/directory\/roleAssignmentApprovals/,
    read: ["RoleAssignmentSchedule.Read.Directory", "RoleManagement.Read.Directory"],
    write: ["RoleAssignmentSchedule.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory"],
    delegated: true,
  },
  pimOf(/^\/roleManagement\/directory\/roleAssignmentSchedule/, "RoleAssignmentSchedule"),
  pimOf(/^\/roleManagement\/directory\/roleEligibilitySchedule/, "RoleEligibilitySchedule"),
  {
    paths: /^\/(roleManagement\/|directoryRole)/,
    read: ["RoleManagement.Read.Directory", "RoleManagement.Read.All", "Directory.Read.All"],
    write: ["RoleManagement.ReadWrite.Directory"],
    writers,
  },
  {
    paths: /^\/policies\/roleManagementPolic/,
    about: /\/Group_|scopeType\s+eq\s+'Group'/i,
    read: ["RoleManagementPolicy.Read.AzureADGroup"],
    write: ["RoleManagementPolicy.ReadWrite.AzureADGroup"],
    readers: [...readers, ...groupWriters],
    writers: groupWriters,
  },
  {
    paths: /^\/policies\/roleManagementPolic/,
    read: ["RoleManagementPolicy.Read.Directory", "RoleManagement.Read.Directory", "RoleManagement.Read.All"],
    write: ["RoleManagementPolicy.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory"],
    readers,
    writers,
  },
  {
    paths: /^\/identityGovernance\/privilegedAccess\/group\/assignmentApprovals/,
    read: ["PrivilegedAssignmentSchedule.Read.AzureADGroup"],
    write: ["PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"],
    delegated: true,
  },
  groupPimOf(/^\/identityGovernance\/privilegedAccess\/group\/eligibility/, "PrivilegedEligibilitySchedule"),
  groupPimOf(/^\/identityGovernance\/privilegedAccess\/group\//, "PrivilegedAssignmentSchedule"),
  {
    paths: /^\/policies\/accessReviewPolicy/,
    read: ["Policy.Read.All"],
    write: ["Policy.ReadWrite.AccessReview"],
    writers: reviewWriters,
  },
  {
    // who reviews needs no role
    paths: /^\/identityGovernance\/accessReviews\/.*\/(decisions|batchRecordDecisions|acceptRecommendations|filterBy)/,
    read: ["AccessReview.Read.All"],
    write: ["AccessReview.ReadWrite.All"],
  },
  {
    paths: /^\/identityGovernance\/accessReviews/,
    read: ["AccessReview.Read.All"],
    write: ["AccessReview.ReadWrite.All"],
    readers: [...readers, ...reviewWriters],
    writers: reviewWriters,
  },
  {
    paths: /^\/me\/pendingAccessReviewInstances/,
    read: ["AccessReview.Read.All"],
    write: ["AccessReview.ReadWrite.All"],
    delegated: true,
  },
  {
    paths: /^\/identityGovernance\/roleManagementAlerts/,
    read: ["RoleManagementAlert.Read.Directory"],
    write: ["RoleManagementAlert.ReadWrite.Directory"],
    readers: [...writers, "Global Reader", "Security Administrator", "Security Reader"],
    writers,
  },
  {
    paths: /^\/identity\/conditionalAccess\/authenticationContextClassReferences/,
    read: ["AuthenticationContext.Read.All", "Policy.Read.All", "Policy.Read.ConditionalAccess"],
    write: ["AuthenticationContext.ReadWrite.All", "Policy.ReadWrite.ConditionalAccess"],
    writers: ["Conditional Access Administrator", "Security Administrator"],
  },
  {
    paths: /^\/identity\/conditionalAccess/,
    read: ["Policy.Read.ConditionalAccess", "Policy.Read.All"],
    write: ["Policy.ReadWrite.ConditionalAccess"],
    writers: ["Conditional Access Administrator", "Security Administrator"],
  },
  {
    paths: /^\/auditLogs/,
    read: ["AuditLog.Read.All"],
    readers: ["Reports Reader", "Global Reader", "Security Administrator", "Security Operator", "Security Reader"],
  },
  {
    paths: /^\/users/,
    read: ["User.Read.All", "User.ReadBasic.All", "Directory.Read.All"],
    write: ["User.ReadWrite.All", "Directory.ReadWrite.All"],
    writers: ["User Administrator"],
  },
  {
    paths: /^\/groups/,
    read: ["Group.Read.All", "GroupMember.Read.All", "Directory.Read.All"],
    write: ["Group.ReadWrite.All", "Directory.ReadWrite.All"],
    writers: groupWriters,
  },
  {
    paths: /^\/(servicePrincipals|applications)/,
    read: ["Application.Read.All", "Directory.Read.All"],
    write: ["Application.ReadWrite.All", "Directory.ReadWrite.All"],
    writers: ["Application Administrator", "Cloud Application Administrator"],
  },
  {
    paths: /^\/(directory\/)?administrativeUnits/,
    read: ["AdministrativeUnit.Read.All", "Directory.Read.All"],
    write: ["AdministrativeUnit.ReadWrite.All", "Directory.ReadWrite.All"],
    writers,
  },
  {
    paths: /^\/(organization|subscribedSkus)/,
    read: ["Organization.Read.All", "Directory.Read.All"],
  },
  {
    paths: /^\/directoryObjects/,
    read: [
      "User.Read.All",
      "User.ReadBasic.All",
      "Group.Read.All",
      "GroupMember.Read.All",
      "Application.Read.All",
      "Directory.Read.All",
    ],
  },
  { paths: /^\/me(\/|$)/, read: ["User.Read", "User.Read.All", "Directory.Read.All"], delegated: true },
];
