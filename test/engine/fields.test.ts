import { expect } from "chai";
import { entraRoles } from "../../src/data";
import {
  entraRoleAssignment,
  entraRoleEligibility,
  entraRoleSettings,
  type Field,
  fieldsOf,
  type Settings,
} from "../../src/model";
import { toFragment } from "../../src/wire";
import { given, place, type Sample, scheduleSamples, settingsSamples } from "../support/samples";
import { type EngineLine, type Outcome, Stack } from "../support/stack";

const roles = entraRoles.filter(({ assignable }) => assignable);
const inPlace = (fields: Field[]) => fields.filter(({ mark }) => mark === "inPlace").map(({ path }) => path);

/** What happened to a resource of the program, refresh aside. */
function stepOf({ steps, output }: Outcome, name: string) {
  const step = steps.find((one) => one.name === name && one.op !== "refresh");
  if (step === undefined) throw new Error(`no step for ${name}\n${output}`);
  return step;
}

describe("every field of role settings", function () {
  this.timeout(180_000);
  let stack: Stack;
  let samples: Record<string, Sample>;
  let lines: (side: "a" | "b") => EngineLine[];
  const fields = fieldsOf(entraRoleSettings).filter(({ path, mark }) => mark !== "replaces" && !given.includes(path));
  /** A role for each field, so that all of them change in one run. */
  const roleOf = (path: string) => roles[fields.findIndex((field) => field.path === path)]?.id ?? "";

  before(async () => {
    stack = new Stack();
    const [person, other] = await Promise.all([stack.world.person("adele.vance"), stack.world.person("alex.wilber")]);
    samples = settingsSamples(person, other);
    lines = (side) =>
      fields.map(({ path }) => {
        const sample = samples[path];
        return {
          type: "EntraRoleSettings",
          name: path,
          inputs: { role: roleOf(path), ...place(path, sample?.[side], sample?.beside) },
        };
      });
  });
  after(() => stack.close());

  it("has a sample", () => {
    expect(Object.keys(samples)).to.have.members(fields.map(({ path }) => path));
  });

  it("is changed in place, and the tenant says so", async () => {
    const first = await stack.up(lines("a"));
    expect(first.code, first.output).to.equal(0);
    const next = await stack.up(lines("b"));
    expect(next.code, next.output).to.equal(0);
    for (const path of inPlace(fields)) {
      const step = stepOf(next, path);
      expect(step.op, path).to.equal("update");
      expect(
        Object.keys(step.changes).some((changed) => changed.startsWith(path)),
        `${path}: ${Object.keys(step.changes)}`,
      ).to.equal(true);
      if (path.includes(".")) expect(await live(path), path).to.deep.equal(samples[path]?.b);
    }
  });

  it("makes no difference where it is informational", async () => {
    const { code, steps, output } = await stack.preview(lines("b"), "--expect-no-changes");
    expect(code, output).to.equal(0);
    expect(steps.filter(({ op }) => op !== "refresh" && op !== "same")).to.deep.equal([]);
    const renamed = lines("b").map((line) =>
      line.name === "roleName" ? { ...line, inputs: { ...line.inputs, roleName: "new" } } : line,
    );
    expect(stepOf(await stack.preview(renamed), "roleName").op).to.equal("same");
  });

  it("shows drift at preview in the user's words, and puts it right", async () => {
    const written = inPlace(fields).filter((path) => path.includes("."));
    for (const path of written) await drift(path);
    const preview = await stack.preview(lines("b"));
    for (const path of written) {
      const step = stepOf(preview, path);
      expect(step.op, path).to.equal("update");
      const [changed] = Object.keys(step.changes).filter((one) => one.startsWith(path));
      expect(changed, `${path}: ${JSON.stringify(step.changes)}`).not.to.equal(undefined);
    }
    expect(stepOf(preview, "activation.maximumDuration").changes).to.deep.equal({
      "activation.maximumDuration": '"PT1H" => "PT2H"',
    });
    const since = stack.world.mark();
    expect((await stack.up(lines("b"))).code).to.equal(0);
    expect(stack.world.writes(since)).to.have.length(written.length);
    for (const path of written) expect(await live(path), path).to.deep.equal(samples[path]?.b);
  });

  const _urn = (name: string) => `urn:pulumi:test::engine::pulumi-nodejs:dynamic/pim:EntraRoleSettings::${name}`;

  async function live(path: string): Promise<unknown> {
    const settings: unknown = await stack.world.settings(roleOf(path));
    return path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], settings);
  }

  /** Somebody writes the first value in the portal. */
  async function drift(path: string): Promise<void> {
    const rules = await stack.world.rules(roleOf(path));
    const declared = place(path, samples[path]?.a, samples[path]?.beside) as Settings;
    const [[rule, properties] = ["", {}], ...others] = Object.entries(toFragment(declared, rules)).toSorted(
      contextLast,
    );
    for (const [id, values] of [[rule, properties] as const, ...others])
      await stack.world.setRule(roleOf(path), id, values);
  }
});

/** The service refuses MFA while a context is on: the checks go first when a context comes. */
function contextLast([a]: [string, object], [b]: [string, object]): number {
  return Number(a.startsWith("AuthenticationContext")) - Number(b.startsWith("AuthenticationContext"));
}

for (const [type, schema] of [
  ["EntraRoleEligibility", entraRoleEligibility],
  ["EntraRoleAssignment", entraRoleAssignment],
] as const) {
  describe(`every field of ${type}`, function () {
    this.timeout(180_000);
    let stack: Stack;
    let people: string[] = [];
    let unit = "";
    const fields = fieldsOf(schema).filter(({ path }) => !given.includes(path));
    const changing = fields.filter(({ mark }) => mark !== "replaces").map(({ path }) => path);

    const lineOf = (path: string, side: "a" | "b", role = "Groups Administrator"): EngineLine => {
      const sample = scheduleSamples[path];
      const inputs = place(path, sample?.[side], path.includes(".") ? sample?.beside : {});
      const permanent = path === "breakGlass";
      const schedule =
        path === "schedule.permanent" && side === "b"
          ? { duration: "P90D" }
          : permanent
            ? { permanent: true }
            : { duration: "P30D" };
      return {
        type,
        name: path,
        inputs: {
          role,
          principalId: people[changing.indexOf(path)],
          schedule,
          ...inputs,
          ...(path === "schedule.permanent" && side === "b" ? { schedule } : {}),
        },
      };
    };

    before(async () => {
      stack = new Stack();
      const { value } = (await stack.world.ask("GET", "/users?$top=100")) as {
        value: { id: string; userType: string }[];
      };
      people = value.map(({ id }) => id);
      const units = (await stack.world.ask("GET", "/directory/administrativeUnits")) as { value: { id: string }[] };
      unit = units.value[0]?.id ?? "";
    });
    after(() => stack.close());

    it("has a sample", () => {
      expect(Object.keys(scheduleSamples)).to.include.members(changing);
    });

    it("is changed in place, or makes no difference, as its mark says", async () => {
      const first = await stack.up(changing.map((path) => lineOf(path, "a")));
      expect(first.code, first.output).to.equal(0);
      const preview = await stack.preview(changing.map((path) => lineOf(path, "b")));
      for (const { path, mark } of fields.filter((field) => field.mark !== "replaces")) {
        expect(stepOf(preview, path).op, path).to.equal(mark === "informational" ? "same" : "update");
      }
      const since = stack.world.mark();
      const next = await stack.up();
      expect(next.code, next.output).to.equal(0);
      // only schedules are written; justification and ticket alone cause no request
      expect(stack.world.writes(since)).to.have.length(
        changing.filter((path) => path.startsWith("schedule.") || path === "onExpiry").length,
      );
      const holds = (path: string) =>
        stack.world.holds(people[changing.indexOf(path)] ?? "", "Groups Administrator")[0];
      expect(holds("schedule.end")).to.match(/until 2031-01-01T00:00:00Z$/);
      expect(holds("schedule.permanent")).to.match(/until /);
    });

    it("replaces where it is part of the tuple", async () => {
      const tuple = { role: "Reports Reader", directoryScope: "/", schedule: { duration: "P30D" } };
      const others: Record<string, unknown> = {
        role: "Message Center Reader",
        principalId: people.at(-5),
        directoryScope: `/administrativeUnits/${unit}`,
      };
      const line = (field: string, index: number, change: boolean): EngineLine => {
        const inputs = { ...tuple, principalId: people.at(-1 - index) };
        return { type, name: field, inputs: change ? { ...inputs, [field]: others[field] } : inputs };
      };
      const identity = fields.filter(({ mark }) => mark === "replaces").map(({ path }) => path);
      expect(Object.keys(others)).to.have.members(identity);
      await stack.up(identity.map((field, index) => line(field, index, false)));
      const { steps } = await stack.preview(identity.map((field, index) => line(field, index, true)));
      for (const field of identity) {
        const ops = steps.filter(({ name }) => name === field).map(({ op }) => op);
        expect(ops, field).to.include("replace");
      }
    });
  });
}
