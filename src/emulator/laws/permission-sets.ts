/** Application permissions of Microsoft Graph that reading all of PIM takes. */
export const pimReads: readonly string[] = [
  "AccessReview.Read.All",
  "AdministrativeUnit.Read.All",
  "Application.Read.All",
  "AuditLog.Read.All",
  "Group.Read.All",
  "Organization.Read.All",
  "Policy.Read.All",
  "PrivilegedAssignmentSchedule.Read.AzureADGroup",
  "PrivilegedEligibilitySchedule.Read.AzureADGroup",
  "RoleAssignmentSchedule.Read.Directory",
  "RoleEligibilitySchedule.Read.Directory",
  "RoleManagement.Read.Directory",
  "RoleManagementAlert.Read.Directory",
  "RoleManagementPolicy.Read.AzureADGroup",
  "RoleManagementPolicy.Read.Directory",
  "User.Read.All",
];

/** What writing all of PIM takes besides, and making the people and groups that it is about. */
export const pimWrites: readonly string[] = [
  ...pimReads,
  "AccessReview.ReadWrite.All",
  "AdministrativeUnit.ReadWrite.All",
  "Application.ReadWrite.All",
  "Group.ReadWrite.All",
  "Policy.ReadWrite.AccessReview",
  "Policy.ReadWrite.ConditionalAccess",
  "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
  "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
  "RoleAssignmentSchedule.ReadWrite.Directory",
  "RoleEligibilitySchedule.ReadWrite.Directory",
  "RoleManagement.ReadWrite.Directory",
  "RoleManagementAlert.ReadWrite.Directory",
  "RoleManagementPolicy.ReadWrite.AzureADGroup",
  "RoleManagementPolicy.ReadWrite.Directory",
  "User.ReadWrite.All",
];
