import { expect } from "chai";
import fc from "fast-check";
import { differences, Given } from "./compare";
import { isRecord } from "./json";
import { isKnownField } from "./known-fields";

const body = {
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#groups",
  value: [
    {
      id: "4d7ea995-bc0f-45c0-8c3e-132e93bf95f8",
      displayName: "Operators",
      description: null,
      mailEnabled: false,
      createdDateTime: "2022-04-11T11:50:06.343Z",
      groupTypes: ["Unified"],
      scheduleInfo: { startDateTime: "2022-04-11T11:50:06Z", expiration: { type: "noExpiration", endDateTime: null } },
      members: [
        { id: "a", memberType: "Direct" },
        { id: "b", memberType: "Group" },
      ],
    },
  ],
};
const grounds = (given = new Given()) => ({ given, collection: "groups" });

describe("comparison of an answer with a documented one", () => {
  it("finds nothing where both are equal", () => {
    expect(differences(body, body, grounds())).to.deep.equal([]);
  });

  it("fails when any field is dropped", () => {
    fc.assert(
      fc.property(fc.constantFrom(...fieldsOf(body)), (path) => {
        expect(
          differences(
            body,
            spoil(path, (owner, name) => delete owner[name]),
            grounds(),
          ),
        ).to.not.deep.equal([]);
      }),
    );
  });

  it("fails when a field that no page knows is added anywhere", () => {
    const anyName = fc.stringMatching(/^[a-zA-Z]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom(...fieldsOf(body)), anyName, fc.jsonValue(), (path, name, value) => {
        const owner = path.length > 1 ? ownerName(path) : "body";
        fc.pre(!isKnownField(owner, name) && !isKnownField("groups", name) && !/^nextLink$/i.test(name));
        const spoilt = spoil(path, (object) => {
          fc.pre(!(name in object));
          object[name] = value;
        });
        expect(differences(body, spoilt, grounds())).to.not.deep.equal([]);
      }),
    );
  });

  it("fails when any field gets another type", () => {
    const others = fc.constantFrom<unknown>("text", 7, true, null, [], {}, [1], { a: 1 });
    fc.assert(
      fc.property(fc.constantFrom(...fieldsOf(body)), others, (path, other) => {
        const spoilt = spoil(path, (owner, name) => {
          fc.pre(typeName(owner[name]) !== typeName(other));
          owner[name] = other;
        });
        expect(differences(body, spoilt, grounds()), JSON.stringify(spoilt)).to.not.deep.equal([]);
      }),
    );
  });

  it("fails when a word of the state differs, and when a value that the tenant was given does", () => {
    const given = new Given();
    given.add({ displayName: "Operators" });
    const renamed = spoil(["value", 0, "displayName"], (owner) => {
      owner.displayName = "Others";
    });
    expect(differences(body, renamed, grounds())).to.deep.equal([]);
    expect(differences(body, renamed, grounds(given))).to.have.length(1);
    const moved = spoil(["value", 0, "members", 0, "memberType"], (owner) => {
      owner.memberType = "Group";
    });
    expect(differences(body, moved, grounds())).to.have.length(1);
  });

  it("wants as many items as shown, each once, and takes more", () => {
    const [item] = body.value;
    expect(differences({ value: [item, item] }, { value: [item] }, grounds())).to.have.length(1);
    expect(differences({ value: [item] }, { value: [{ ...item, id: "c" }, item] }, grounds())).to.deep.equal([]);
  });

  it("lets nothing through that $select leaves out", () => {
    const shown = { value: [{ id: "a", displayName: "b" }] };
    const more = { value: [{ id: "a", displayName: "b", mail: null }] };
    expect(differences(shown, more, grounds())).to.deep.equal([]);
    expect(differences(shown, more, { ...grounds(), select: ["displayName"] })).to.have.length(1);
  });

  it("takes a time for a time only", () => {
    const other = spoil(["value", 0, "createdDateTime"], (owner) => {
      owner.createdDateTime = "yesterday";
    });
    expect(differences(body, other, grounds())).to.have.length(1);
  });
});

type Path = readonly (string | number)[];

/** Paths of all fields of objects in a value. */
function fieldsOf(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldsOf(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...fieldsOf(inner, [...path, name])]);
}

function ownerName(path: Path): string {
  return String(path.slice(0, -1).findLast((step) => typeof step === "string"));
}

/** A copy of the body in which the object that holds the field at `path` is changed. */
function spoil(path: Path, change: (owner: Record<string, unknown>, name: string) => void): unknown {
  const copy: unknown = structuredClone(body);
  let owner = copy;
  for (const step of path.slice(0, -1)) owner = Reflect.get(owner as object, step);
  change(owner as Record<string, unknown>, String(path.at(-1)));
  return copy;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
