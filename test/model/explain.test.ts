import { expect } from "chai";
import fc from "fast-check";
import { entraRoleAssignment, entraRoleEligibility, entraRoleSettings, explain, tell, UNKNOWN } from "../../src/model";

const PERSON = "6be4b305-b75e-4efc-bfcc-31bd3b53a5f8";
const lines = (schema: Parameters<typeof explain>[0], input: unknown) =>
  explain(schema, input).complaints.map(({ path, message }) => `${path}: ${message}`);

describe("explain", () => {
  it("names path, what was got, what is allowed and the cure", () => {
    expect(
      lines(entraRoleSettings, {
        role: "Global Admnistrator",
        activation: { maximumDuration: "P3M", require: ["otp"], aproval: {} },
        notifications: { activation: { admin: { criticalOnly: "yes" } } },
      }),
    ).to.have.members([
      'role: unknown role "Global Admnistrator"; expected the name of a built-in role or a role definition id; did you mean "Global Administrator"?',
      'activation.maximumDuration: must be an ISO 8601 duration in days, hours and minutes such as P90D or PT1H30M, got "P3M"; months, years and weeks have no fixed length: write P90D',
      'activation.require[0]: must be one of "mfa", "justification", "ticket", got "otp"',
      'activation.aproval: unknown field; did you mean "approval"?',
      'notifications.activation.admin.criticalOnly: must be true or false, got "yes"',
    ]);
  });

  it("knows a role by the beginning of its name", () => {
    expect(lines(entraRoleSettings, { role: "Global Admin" })[0]).to.contain('did you mean "Global Administrator"?');
  });

  it("reports every mistake of a resource at once", () => {
    expect(lines(entraRoleEligibility, { role: 5, schedule: { end: "2026-01-01", permanent: true } })).to.deep.equal([
      "role: must be a string, got 5",
      "principalId: is required (a string)",
      "schedule: needs exactly one of end, duration and permanent: true, got end and permanent",
    ]);
  });

  it("judges what lies between fields although a field is wrong", () => {
    const activation = { require: ["mfa", "otp"], authenticationContext: "c1" };
    expect(lines(entraRoleSettings, { role: "User Administrator", activation })).to.have.length(2);
    const schedule = { end: "2027-01-01", duration: "P3M" };
    const found = lines(entraRoleEligibility, { role: "User Administrator", principalId: PERSON, schedule });
    expect(found.map((line) => line.split(", got")[0])).to.deep.equal([
      "schedule.duration: must be an ISO 8601 duration in days, hours and minutes such as P90D or PT1H30M",
      "schedule: needs exactly one of end, duration and permanent: true",
    ]);
  });

  it("names the fields that a value may have where it has none of them", () => {
    const approvers = [{ usr: PERSON }, { nobody: PERSON }, 4];
    const activation = { approval: { approvers } };
    expect(lines(entraRoleSettings, { role: "User Administrator", activation })).to.deep.equal([
      'activation.approval.approvers[0]: unknown field "usr"; did you mean "user"?',
      'activation.approval.approvers[1]: unknown field "nobody"; allowed is one of user, group',
      "activation.approval.approvers[2]: must be a mapping, got 4",
    ]);
  });

  it("refuses an end before the start", () => {
    const input = {
      role: "User Administrator",
      principalId: PERSON,
      schedule: { start: "2027-01-01", end: "2026-01-01" },
    };
    expect(lines(entraRoleAssignment, input)).to.deep.equal([
      "schedule.end: must be after start 2027-01-01T00:00:00Z, got 2026-01-01T00:00:00Z",
    ]);
  });

  it("refuses a time without offset and shows how to write it", () => {
    const input = { role: "User Administrator", principalId: PERSON, schedule: { end: "2026-12-31T18:00:00" } };
    expect(lines(entraRoleAssignment, input)[0]).to.match(/add the offset: 2026-12-31T18:00:00Z$/);
  });

  it("says where roles that PIM cannot manage are managed", () => {
    const input = { role: "Service Administrator", principalId: PERSON, schedule: { permanent: true } };
    expect(lines(entraRoleAssignment, input)[0]).to.contain(
      "assign Owner of the subscription as an Azure role instead",
    );
  });

  it("refuses MFA beside an authentication context, as the service does", () => {
    const activation = { require: ["mfa"], authenticationContext: "c1" };
    expect(lines(entraRoleSettings, { role: "Global Administrator", activation })[0]).to.contain("exclude each other");
  });

  it("shows the signs that a terminal would obey", () => {
    const message = '"\u001b[31mred\u202egnp.exe\nnew line" is nobody';
    expect(tell("it", [{ path: "", message }])).to.equal(
      'it: "\\u{1b}[31mred\\u{202e}gnp.exe\\u{a}new line" is nobody',
    );
  });

  it("tells one mistake in a line and several as a list", () => {
    expect(tell("it", [{ path: "a", message: "wrong" }])).to.equal("it: a: wrong");
    const both = [
      { path: "a", message: "wrong" },
      { path: "", message: "worse" },
    ];
    expect(tell("it", both)).to.equal("it: 2 mistakes\n  - a: wrong\n  - worse");
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        for (const schema of [entraRoleSettings, entraRoleEligibility, entraRoleAssignment]) {
          const { value, complaints } = explain(schema, input);
          expect(value === undefined).to.equal(complaints.length > 0);
        }
      }),
    );
  });

  it("is idempotent: what is canonical stays as it is", () => {
    const input = {
      role: "user administrator",
      activation: {
        maximumDuration: "PT60M",
        require: ["ticket", "justification", "ticket"],
        approval: { approvers: [{ user: PERSON.toUpperCase() }] },
      },
    };
    const once = explain(entraRoleSettings, input).value;
    expect(explain(entraRoleSettings, once).value).to.deep.equal(once);
  });
});

describe("explain, with values that are not known yet", () => {
  it("passes them through untouched and judges the rest", () => {
    const input = { role: "User Administrator", principalId: UNKNOWN, schedule: { duration: "P3M" } };
    expect(lines(entraRoleEligibility, input).map((line) => line.split(":")[0])).to.deep.equal(["schedule.duration"]);
    expect(explain(entraRoleEligibility, { ...input, schedule: { duration: "PT60M" } }).value).to.deep.equal({
      role: "fe930be7-5e62-47db-91af-98c3a49a38b1",
      principalId: UNKNOWN,
      directoryScope: "/",
      schedule: { duration: "PT1H" },
    });
  });

  it("says nothing about a field that is unknown as a whole or in part", () => {
    const activation = { approval: { approvers: [{ user: UNKNOWN }] }, maximumDuration: UNKNOWN };
    expect(lines(entraRoleSettings, { role: UNKNOWN, activation })).to.deep.equal([]);
    expect(
      lines(entraRoleSettings, { role: "User Administrator", activation: UNKNOWN, notifications: UNKNOWN }),
    ).to.deep.equal([]);
    const input = { role: "User Administrator", principalId: PERSON, schedule: { start: "2027-01-01", end: UNKNOWN } };
    expect(lines(entraRoleAssignment, input)).to.deep.equal([]);
  });
});
