import { expect } from "chai";
import { at, verdict } from "../../ask";
import { armRoles } from "../../ask-arm";
import { activating, assigning, lasting, type PimAsker, pimAsker, roleId } from "../../ask-pim";

const group = "/providers/Microsoft.Management/managementGroups/contoso-workloads";
const schedules = "roleEligibilitySchedules";

describe("lists of schedules for Azure roles", () => {
  let ask: PimAsker;
  let subscription: string;
  let resourceGroup: string;
  let person: string;

  beforeEach(async () => {
    ask = pimAsker();
    subscription = await ask.subscription("Contoso Test");
    resourceGroup = `${subscription}/resourceGroups/rg-test`;
    person = await ask.person("lena.fischer@contoso.com");
    for (const scope of [group, subscription, resourceGroup])
      expect(verdict(await ask.request("Eligibility", scope, assigning(scope, person)))).to.equal("201");
  });
  afterEach(() => ask.tenant.close());

  const mine = (more = "") => `principalId eq '${person}'${more}`;
  const scopesOf = (rows: readonly unknown[]) => rows.map((row) => at(row, "scope"));
  const found = async (scope: string, filter?: string) => scopesOf(await ask.rows(scope, schedules, filter));

  it("show what is at, above and below the scope", async () => {
    expect(await found(subscription, mine())).to.deep.equal([group, subscription, resourceGroup]);
    expect(await found(group, mine())).to.deep.equal([group, subscription, resourceGroup]);
    expect(await found("/", mine())).to.deep.equal([group, subscription, resourceGroup]);
    expect(await found(await ask.subscription("Contoso Payments"), mine())).to.deep.equal([group]);
    expect(await found("/providers/Microsoft.Management/managementGroups/contoso-sandbox", mine())).to.deep.equal([]);
  });

  it("leave out what is below with atScope(), in either order and with parentheses", async () => {
    for (const filter of [mine(" and atScope()"), `atScope() and (${mine()})`, `((${mine()})) AND atscope()`])
      expect(await found(subscription, filter), filter).to.deep.equal([group, subscription]);
  });

  it("say of what comes from above that it is inherited", async () => {
    const rows = await ask.rows(subscription, schedules, mine(" and atScope()"));
    expect(rows.map((row) => at(row, "memberType"))).to.deep.equal(["Inherited", "Direct"]);
  });

  it("show everybody's without a filter", async () => {
    const all = await ask.rows(subscription, "roleAssignmentSchedules");
    const names = all.map((row) => at(row, "expandedProperties", "principal", "displayName"));
    expect(names).to.include.members(["Gustav Holm", "Terraform Runner", "All Helpdesk", "Megan Bowen"]);
  });

  it("take a role by its whole id, and a status", async () => {
    const role = `roleDefinitionId eq '${roleId(subscription, armRoles.reader)}'`;
    expect(await found(subscription, `${role} and ${mine()}`)).to.have.length(3);
    expect(await found(subscription, `${mine()} and status eq 'Provisioned'`)).to.have.length(3);
    expect(await found(subscription, `${mine()} and status eq 'Granted'`)).to.deep.equal([]);
    const owner = `roleDefinitionId eq '${roleId(subscription, armRoles.owner)}'`;
    expect(await found(subscription, `${owner} and ${mine()}`)).to.deep.equal([]);
  });

  it("refuse a filter that they do not know", async () => {
    for (const filter of ["displayName eq 'x'", "atScope() or asTarget()", "nonsense", "principalId ne 'x'"])
      expect((await ask.pim("GET", subscription, schedules, { filter })).status, filter).to.equal(400);
  });

  it("show callers what is theirs: all of it at the tenant, below it what was given there", async () => {
    const own = async (scope: string) => scopesOf(await ask.rows(scope, schedules, "asTarget()", { as: person }));
    expect(await own("/")).to.deep.equal([group, subscription, resourceGroup]);
    expect(await own(subscription)).to.deep.equal([subscription, resourceGroup]);
    expect(await own(resourceGroup)).to.deep.equal([resourceGroup]);
  });

  it("show what comes through groups, and groups in groups, under the group's id", async () => {
    const business = await ask.person("Business");
    await ask.request("Eligibility", subscription, assigning(subscription, business));
    const filter = `assignedTo('${person}') and atScope()`;
    const rows = await ask.rows(subscription, schedules, filter);
    expect(rows.map((row) => [at(row, "principalId"), at(row, "memberType")])).to.deep.include([business, "Group"]);
    const own = await ask.rows("/", schedules, "asTarget()", { as: person });
    expect(own.map((row) => at(row, "principalType"))).to.include("Group");
    expect(await found(subscription, mine())).to.have.length(3);
  });

  it("show requests at and below the scope, none from above", async () => {
    const requests = async (scope: string, filter?: string) =>
      scopesOf(await ask.rows(scope, "roleEligibilityScheduleRequests", filter));
    expect(await requests(subscription)).to.deep.equal([subscription, resourceGroup]);
    expect(await requests(resourceGroup, "atScope()")).to.deep.equal([group, subscription, resourceGroup]);
    expect(await requests("/", "asRequestor()")).to.have.length(3);
    const own = await ask.rows("/", "roleEligibilityScheduleRequests", "asTarget()", { as: person });
    expect(own).to.have.length(3);
    const other = await ask.person("marco.rossi@contoso.com");
    expect(await ask.rows("/", "roleEligibilityScheduleRequests", "asRequestor()", { as: other })).to.deep.equal([]);
  });

  it("answer an empty list with an empty list", async () => {
    const answer = await ask.pim("GET", subscription, "roleAssignmentScheduleRequests");
    expect(answer.body).to.deep.equal({ value: [] });
  });

  it("tell one by its name where it is, and 404 elsewhere", async () => {
    const name = "b2ababde-7452-6922-1dfa-2ad4aa4910df";
    const later = assigning(subscription, await ask.person("Finance"), lasting("P30D"));
    await ask.request("Eligibility", subscription, later, { name });
    expect((await ask.pim("GET", subscription, `${schedules}/${name.toUpperCase()}`)).status).to.equal(200);
    for (const scope of [group, resourceGroup, "/"])
      expect((await ask.pim("GET", scope, `${schedules}/${name}`)).status, scope).to.equal(404);
    expect((await ask.pim("GET", resourceGroup, `roleEligibilityScheduleRequests/${name}`)).status).to.equal(404);
  });

  it("have no way to delete or change", async () => {
    for (const type of [schedules, "roleEligibilityScheduleRequests", "roleAssignmentScheduleInstances"])
      for (const method of ["DELETE", "PATCH"])
        expect((await ask.pim(method, subscription, `${type}/x`, { body: {} })).status, type).to.equal(405);
  });

  it("know an instance for each role assignment, of the same name, and one for each instance", async () => {
    await ask.request("Assignment", subscription, activating(subscription, person), { as: person });
    const version = "2022-04-01";
    const assignments = await ask.pim("GET", subscription, "roleAssignments", { version });
    const instances = await ask.pim("GET", subscription, "roleAssignmentScheduleInstances");
    const names = ({ body }: typeof instances) =>
      (at(body, "value") as { name: string }[]).map(({ name }) => name).sort();
    expect(names(instances)).to.deep.equal(names(assignments));
    const rows = at(instances.body, "value") as { name: string; properties: { originRoleAssignmentId: string } }[];
    for (const { name, properties } of rows)
      expect(properties.originRoleAssignmentId.endsWith(`/${name}`)).to.equal(true);
  });

  it("give schedule, instance and role assignment made past PIM one name, and no request", async () => {
    const name = "b2ababde-7452-6922-1dfa-2ad4aa4910df";
    const properties = { roleDefinitionId: roleId(subscription, armRoles.reader), principalId: person };
    const version = "2022-04-01";
    const made = await ask.pim("PUT", subscription, `roleAssignments/${name}`, { version, body: { properties } });
    expect(made.status).to.equal(201);
    const schedule = await ask.pim("GET", subscription, `roleAssignmentSchedules/${name}`);
    expect(at(schedule.body, "properties", "assignmentType")).to.equal("Assigned");
    expect(at(schedule.body, "properties")).not.to.have.any.keys("roleAssignmentScheduleRequestId", "endDateTime");
    const instance = await ask.pim("GET", subscription, `roleAssignmentScheduleInstances/${name}`);
    expect(instance.status).to.equal(200);
  });
});
