import { expect } from "chai";
import { at, verdict } from "../../ask";
import { activation, azureRequest, azureRoles, type PimAsker, pimAsker } from "../../ask-pim";

describe("schedule requests for Azure roles", () => {
  let ask: PimAsker;
  let scope: string;
  let person: string;

  beforeEach(async () => {
    ask = pimAsker();
    scope = await ask.scope("Contoso Webshop");
    person = await ask.person("jana.novak@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  it("answers 201 with the request as PIM writes it: nulls left out, types in camel case", async () => {
    const name = "b2ababde-7452-6922-1dfa-2ad4aa4910df";
    const answer = await ask.request("Eligibility", scope, azureRequest(scope, azureRoles.reader, person), { name });
    expect(answer.status).to.equal(201);
    const id = (type: string) => `${scope}/providers/Microsoft.Authorization/${type}/${name}`;
    expect(answer.body).to.deep.equal({
      properties: {
        targetRoleEligibilityScheduleId: id("roleEligibilitySchedules"),
        scope,
        roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${azureRoles.reader}`,
        principalId: person,
        principalType: "User",
        requestType: "AdminAssign",
        status: "Provisioned",
        scheduleInfo: {
          startDateTime: "2027-03-01T08:00:00+00:00",
          expiration: { type: "AfterDuration", duration: "P30D" },
        },
        ticketInfo: {},
        justification: "a reason",
        requestorId: ask.tenant.deployerId,
        createdOn: "2027-03-01T08:00:00Z",
        expandedProperties: {
          principal: { id: person, displayName: "Jana Novak", email: "jana.novak@contoso.com", type: "User" },
          roleDefinition: {
            id: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${azureRoles.reader}`,
            displayName: "Reader",
            type: "BuiltInRole",
          },
          scope: { id: scope, displayName: "Contoso Webshop", type: "subscription" },
        },
      },
      name,
      id: id("roleEligibilityScheduleRequests"),
      type: "Microsoft.Authorization/roleEligibilityScheduleRequests",
    });
    const read = await ask.pim("GET", scope, `roleEligibilityScheduleRequests/${name}`);
    expect(read.body).to.deep.equal(answer.body);
  });

  it("lets somebody activate what they are eligible for, and it ends by itself", async () => {
    await ask.request("Eligibility", scope, azureRequest(scope, azureRoles.reader, person));
    const wish = activation(scope, azureRoles.reader, person);
    expect(verdict(await ask.request("Assignment", scope, wish, { as: person }))).to.equal("201");
    const mine = await ask.rows("/", "roleAssignmentScheduleInstances", "asTarget()", { as: person });
    expect(mine.map((row) => at(row, "assignmentType"))).to.deep.equal(["Activated"]);
    ask.tenant.clock.advance("PT2H");
    expect(await ask.rows("/", "roleAssignmentScheduleInstances", "asTarget()", { as: person })).to.deep.equal([]);
  });
});
