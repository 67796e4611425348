"""A day with PIM through Microsoft's packages for Python, as anybody would write it: the same day as node-client.ts."""

import asyncio
import json
import os
import sys
import uuid
from datetime import datetime, timezone
from urllib.parse import urlencode
from urllib.request import urlopen

import httpx
from azure.identity import ClientSecretCredential, DeviceCodeCredential
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.authorization.models import (
    RoleAssignmentScheduleRequest,
    RoleAssignmentScheduleRequestPropertiesScheduleInfo,
    RoleAssignmentScheduleRequestPropertiesScheduleInfoExpiration,
    RoleEligibilityScheduleRequest,
    RoleEligibilityScheduleRequestPropertiesScheduleInfo,
    RoleEligibilityScheduleRequestPropertiesScheduleInfoExpiration,
    RoleManagementPolicy,
    RoleManagementPolicyExpirationRule,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphServiceClient
from msgraph.generated.models.expiration_pattern import ExpirationPattern
from msgraph.generated.models.expiration_pattern_type import ExpirationPatternType
from msgraph.generated.models.request_schedule import RequestSchedule
from msgraph.generated.models.single_user import SingleUser
from msgraph.generated.models.unified_role_assignment_schedule_request import UnifiedRoleAssignmentScheduleRequest
from msgraph.generated.models.unified_role_eligibility_schedule_request import UnifiedRoleEligibilityScheduleRequest
from msgraph.generated.models.unified_role_schedule_request_actions import UnifiedRoleScheduleRequestActions
from msgraph.generated.policies.role_management_policy_assignments.role_management_policy_assignments_request_builder import (
    RoleManagementPolicyAssignmentsRequestBuilder as PolicyAssignments,
)
from msgraph.generated.role_management.directory.role_assignment_schedule_instances.role_assignment_schedule_instances_request_builder import (
    RoleAssignmentScheduleInstancesRequestBuilder as Instances,
)

START = json.loads(os.environ["PIM_SERVED"])
GRAPH, ARM, LOGIN, TENANT = START["graph"], START["arm"], START["login"], START["tenantId"]
SUBSCRIPTION = START["subscription"]
USER, APPROVER = "zoe.martin@contoso.com", "amira.haddad@contoso.com"
HELPDESK, AZURE_ROLE = "729827e3-9c14-49f7-bb1b-9608f156bbb8", "Reader"
AUTHORITY = {"authority": LOGIN, "disable_instance_discovery": True}
REASON = "a day with PIM"


def sign_in_as(username):
    """Signs in on "another device", and approves there at once, as the person would."""

    def approve(verification_uri, user_code, _expires_on):
        form = {"user_code": user_code, "username": username, "password": "embedded-tenant"}
        urlopen(verification_uri, urlencode(form).encode()).close()

    return DeviceCodeCredential(tenant_id=TENANT, prompt_callback=approve, **AUTHORITY)


def graph_client(credential):
    client = GraphServiceClient(credential, scopes=[GRAPH + "/.default"])
    client.request_adapter.base_url = GRAPH + "/v1.0"
    return client


def arm_client(credential):
    subscription = SUBSCRIPTION.split("/")[-1]
    return AuthorizationManagementClient(
        credential, subscription, base_url=ARM, credential_scopes=[ARM + "/.default"]
    )


def for_hours(duration):
    return RequestSchedule(expiration=ExpirationPattern(type=ExpirationPatternType.AfterDuration, duration=duration))


async def entra(deployer, zoe):
    admin = graph_client(deployer)
    users, page = 0, await admin.users.get()
    while page:
        users += len(page.value)
        page = await admin.users.with_url(page.odata_next_link).get() if page.odata_next_link else None

    query = PolicyAssignments.RoleManagementPolicyAssignmentsRequestBuilderGetQueryParameters(
        filter=f"scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '{HELPDESK}'",
        expand=["policy($expand=rules)"],
    )
    found = await admin.policies.role_management_policy_assignments.get(RequestConfiguration(query_parameters=query))
    [assignment] = found.value
    rules = admin.policies.role_management_policies.by_unified_role_management_policy_id(assignment.policy_id).rules
    rule = lambda name: rules.by_unified_role_management_policy_rule_id(name)
    approver = await admin.users.by_user_id(APPROVER).get()
    expiration = await rule("Expiration_EndUser_Assignment").get()
    # the package writes a timedelta in a form that the service refuses; a text goes through as it is
    expiration.maximum_duration = "PT2H"
    await rule(expiration.id).patch(expiration)
    approval = await rule("Approval_EndUser_Assignment").get()
    approval.setting.is_approval_required = True
    approval.setting.approval_stages[0].primary_approvers = [
        SingleUser(odata_type="#microsoft.graph.singleUser", user_id=approver.id)
    ]
    await rule(approval.id).patch(approval)
    read = await rule("Expiration_EndUser_Assignment").get()

    user = await admin.users.by_user_id(USER).get()
    who = {"principal_id": user.id, "role_definition_id": HELPDESK, "directory_scope_id": "/", "justification": REASON}
    eligibility = await admin.role_management.directory.role_eligibility_schedule_requests.post(
        UnifiedRoleEligibilityScheduleRequest(
            action=UnifiedRoleScheduleRequestActions.AdminAssign, schedule_info=for_hours("P30D"), **who
        )
    )
    activation = await graph_client(zoe).role_management.directory.role_assignment_schedule_requests.post(
        UnifiedRoleAssignmentScheduleRequest(
            action=UnifiedRoleScheduleRequestActions.SelfActivate, schedule_info=for_hours("PT1H"), **who
        )
    )
    # approvals of roles are in beta, which this package does not have
    token = sign_in_as(APPROVER).get_token(GRAPH + "/.default").token
    path = f"roleManagement/directory/roleAssignmentApprovals/{activation.approval_id}/steps/{activation.approval_id}"
    async with httpx.AsyncClient() as http:
        decided = await http.patch(
            f"{GRAPH}/beta/{path}",
            headers={"Authorization": f"Bearer {token}"},
            json={"reviewResult": "Approve", "justification": "go on"},
        )
        decided.raise_for_status()
    query = Instances.RoleAssignmentScheduleInstancesRequestBuilderGetQueryParameters(
        filter=f"principalId eq '{user.id}' and roleDefinitionId eq '{HELPDESK}'"
    )
    instances = await admin.role_management.directory.role_assignment_schedule_instances.get(
        RequestConfiguration(query_parameters=query)
    )
    return user.id, {
        "users": users,
        "maximumDuration": "PT2H" if str(read.maximum_duration) in ("PT2H", "2:00:00") else str(read.maximum_duration),
        "eligibility": eligibility.status,
        "activation": activation.status,
        "held": [each.assignment_type for each in instances.value],
    }


def azure(deployer, zoe, principal_id):
    admin = arm_client(deployer)
    [definition] = admin.role_definitions.list(SUBSCRIPTION, filter=f"roleName eq '{AZURE_ROLE}'")

    # a change gives the settings another name, so they are looked up by role each time
    def settings_now():
        every = admin.role_management_policy_assignments.list_for_scope(SUBSCRIPTION)
        [mine] = [each for each in every if each.role_definition_id == definition.id]
        return mine

    rule_id = "Expiration_EndUser_Assignment"
    rule = RoleManagementPolicyExpirationRule(id=rule_id, is_expiration_required=True, maximum_duration="PT2H")
    admin.role_management_policies.update(
        SUBSCRIPTION, settings_now().policy_id.split("/")[-1], RoleManagementPolicy(rules=[rule])
    )
    [read] = [each for each in settings_now().effective_rules if each.id == rule_id]

    who = {"principal_id": principal_id, "role_definition_id": definition.id, "justification": REASON}
    eligibility = admin.role_eligibility_schedule_requests.create(
        SUBSCRIPTION,
        str(uuid.uuid4()),
        RoleEligibilityScheduleRequest(
            request_type="AdminAssign",
            schedule_info=RoleEligibilityScheduleRequestPropertiesScheduleInfo(
                start_date_time=datetime.now(timezone.utc),
                expiration=RoleEligibilityScheduleRequestPropertiesScheduleInfoExpiration(
                    type="AfterDuration", duration="P30D"
                ),
            ),
            **who,
        ),
    )
    activation = arm_client(zoe).role_assignment_schedule_requests.create(
        SUBSCRIPTION,
        str(uuid.uuid4()),
        RoleAssignmentScheduleRequest(
            request_type="SelfActivate",
            schedule_info=RoleAssignmentScheduleRequestPropertiesScheduleInfo(
                expiration=RoleAssignmentScheduleRequestPropertiesScheduleInfoExpiration(
                    type="AfterDuration", duration="PT1H"
                )
            ),
            **who,
        ),
    )
    instances = admin.role_assignment_schedule_instances.list_for_scope(
        SUBSCRIPTION, filter=f"principalId eq '{principal_id}'"
    )
    return {
        "maximumDuration": read.maximum_duration,
        "eligibility": eligibility.status,
        "activation": activation.status,
        "held": [each.assignment_type for each in instances],
    }


def main():
    deployer = ClientSecretCredential(TENANT, START["clientId"], START["clientSecret"], **AUTHORITY)
    zoe = sign_in_as(USER)
    principal_id, in_entra = asyncio.run(entra(deployer, zoe))
    json.dump({"entra": in_entra, "azure": azure(deployer, zoe, principal_id)}, sys.stdout)


main()
