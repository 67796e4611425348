import { expect } from "chai";
import fc from "fast-check";
import { directoryObject } from "../../src/lookup/directory-object";
import { answersTo, keyOf, questionOf } from "../../src/lookup/question";

const ALICE = directoryObject(
  { id: "AAAAAAAA-0000-0000-0000-000000000001", displayName: "Alice", userPrincipalName: "alice@contoso.com" },
  "user",
);
const ALICE_APP = directoryObject(
  { id: "aaaaaaaa-0000-0000-0000-000000000002", displayName: "alice", appId: "BBBBBBBB-0000-0000-0000-000000000003" },
  "servicePrincipal",
);
const DEVICE = directoryObject({
  "@odata.type": "#microsoft.graph.device",
  id: "aaaaaaaa-0000-0000-0000-000000000004",
  displayName: "Alice",
});
const ALL = [ALICE, ALICE_APP, DEVICE];

describe("questionOf", () => {
  it("reads a text by its form", () => {
    expect(questionOf(" aaaaaaaa-0000-0000-0000-000000000001 ").form).to.equal("guid");
    expect(questionOf("alice@contoso.com").form).to.equal("login");
    expect(questionOf("jane_fabrikam.com#EXT#@contoso.com").form).to.equal("login");
    expect(questionOf("Alice").form).to.equal("displayName");
    expect(questionOf({ group: "all@hands" }).form).to.equal("displayName");
    expect(questionOf({ user: "all@hands" }).form).to.equal("login");
  });

  it("makes one key of names that differ in case alone, and two of two types", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = keyOf(questionOf(`x${text.toLowerCase()}`));
        expect(keyOf(questionOf(` X${text.toLowerCase()} `))).to.equal(key);
        expect(keyOf(questionOf({ group: `x${text.toLowerCase()}` }))).to.not.equal(key);
      }),
    );
  });
});

describe("answersTo", () => {
  it("takes an object id before an app id", () => {
    expect(answersTo(questionOf(ALICE.id.toUpperCase()), ALL)).to.deep.equal([ALICE]);
    expect(answersTo(questionOf("bbbbbbbb-0000-0000-0000-000000000003"), ALL)).to.deep.equal([ALICE_APP]);
    expect(answersTo(questionOf({ user: "bbbbbbbb-0000-0000-0000-000000000003" }), ALL)).to.deep.equal([]);
  });

  it("takes a display name of any type unless one is said, and never what cannot hold a role", () => {
    expect(answersTo(questionOf("ALICE"), ALL)).to.deep.equal([ALICE, ALICE_APP]);
    expect(answersTo(questionOf({ servicePrincipal: "Alice" }), ALL)).to.deep.equal([ALICE_APP]);
    expect(answersTo(questionOf(DEVICE.id), ALL)).to.deep.equal([]);
  });

  it("takes a user principal name from users alone", () => {
    expect(answersTo(questionOf("Alice@Contoso.com"), ALL)).to.deep.equal([ALICE]);
  });
});
