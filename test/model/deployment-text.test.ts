import { expect } from "chai";
import fc from "fast-check";
import * as yaml from "yaml";
import { readDeployment, tell } from "../../src/model";
import { at, type Case, inRole, told } from "./told";

describe("readDeployment", () => {
  it("writes lines out: a principal alone, one with its type, one with more to say", () => {
    const { deployment } = readDeployment(
      [
        "entraRoles:",
        "  Exchange Administrator:",
        "    eligibility: { maximumDuration: P180D }",
        "    eligible:",
        "      - alice@contoso.com",
        "      - group: Exchange Admins",
        "      - principal: bob@contoso.com",
        "        schedule: { duration: PT2160H }",
      ].join("\n"),
      yaml,
    );
    expect(deployment?.entraRoles?.["Exchange Administrator"]?.eligible).to.deep.equal([
      { principal: "alice@contoso.com" },
      { principal: { group: "Exchange Admins" } },
      { principal: "bob@contoso.com", schedule: { duration: "P90D" } },
    ]);
  });

  it("takes a role that says nothing, and anchors", () => {
    expect(told("entraRoles: { Exchange Administrator: , Helpdesk Administrator: }")).to.deep.equal([]);
    expect(
      inRole(
        "eligible: &admins",
        "  - principal: a@b.c",
        "    schedule: &term { duration: P30D }",
        "  - principal: d@e.f",
        "    schedule: *term",
      ),
    ).to.deep.equal([]);
  });

  const cases: readonly Case[] = [
    [
      "malformed YAML",
      () => told("entraRoles: [a@b.c"),
      [
        "line 2, column 1: malformed YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
      ],
    ],
    [
      "a key twice",
      () => told("defaults:", "defaults:"),
      ["line 2, column 1: malformed YAML: map keys must be unique"],
    ],
    [
      "two documents",
      () => told("defaults: {}", "---", "defaults: {}"),
      ["line 2, column 1: must be one YAML document; drop the line ---"],
    ],
    [
      "an alias of itself",
      () => told("entraRoles: &all { X: *all }"),
      ["malformed YAML: an alias (*name) must not stand inside of what it repeats"],
    ],
    ["an empty file", () => told(""), ["says nothing yet; it may say breakGlass, defaults, entraRoles"]],
    ["a list", () => told("- a"), ["must be a mapping, got a list"]],
    [
      "unknown keys, near and far",
      () => told("breakglass: {}", "foo: {}"),
      [
        'breakglass (line 1, column 1): unknown field; did you mean "breakGlass"?',
        "foo (line 2, column 1): unknown field; known fields: breakGlass, defaults, entraRoles",
      ],
    ],
    [
      "a wrong type",
      () => inRole("eligibility: { permanent: 'no' }"),
      [`${at}.eligibility.permanent (line 3, column 20): must be true or false, got "no"`],
    ],
    [
      "a wrong word",
      () => inRole("activation: { require: [justification, mfaa] }", "profile: loose"),
      [
        `${at}.activation.require[1] (line 3, column 44): must be one of "mfa", "justification", "ticket", got "mfaa"; did you mean "mfa"?`,
        `${at}.profile (line 4, column 5): must be one of "microsoft", "scuba", "cis", "strict", got "loose"`,
      ],
    ],
    [
      "a duration with months",
      () => inRole("schedule: { duration: P3M }"),
      [
        `${at}.schedule.duration (line 3, column 17): must be an ISO 8601 duration in days, hours and minutes such as P90D or PT1H30M, got "P3M"; months, years and weeks have no fixed length: write P90D`,
      ],
    ],
    [
      "an end before the start",
      () => inRole("active: [{ principal: a@b.c, schedule: { start: 2027-02-01, end: 2027-01-01 } }]"),
      [
        `${at}.active[0].schedule.end (line 3, column 65): must be after start 2027-02-01T00:00:00Z, got 2027-01-01T00:00:00Z`,
      ],
    ],
    [
      "both end and duration",
      () => inRole("active: [{ principal: a@b.c, schedule: { end: 2027-01-01, duration: P1D } }]"),
      [
        `${at}.active[0].schedule (line 3, column 34): needs exactly one of end, duration and permanent: true, got end and duration`,
      ],
    ],
  ];
  for (const [what, got, expected] of cases) {
    it(`refuses ${what}`, () => {
      expect(got()).to.deep.equal(expected);
    });
  }

  it("has room for complaints of others, in the file's order", () => {
    const text = readDeployment("defaults: {}\nentraRoles:\n  A.B: {}\n  C: { foo: 1 }\n", yaml);
    const more = [
      { path: "entraRoles.A.B", message: "unknown" },
      { path: "", message: "elsewhere" },
    ];
    expect(tell("x", text.complaints(more))).to.match(
      /^x: 3 mistakes\n {2}- elsewhere\n {2}- entraRoles\.A\.B \(line 3, column 3\): unknown\n {2}- entraRoles\.C\.foo \(line 4, column 8\)/,
    );
  });

  it("survives hostile text", () => {
    for (const text of [
      "entraRoles: { __proto__: { eligible: [x] } }",
      "? [a]\n: b",
      "&a [*a]",
      "!!js/function x",
      "\0",
      "%YAML 9",
    ]) {
      expect(() => readDeployment(text, yaml)).not.to.throw();
    }
    const bomb = [
      "a: &a [x, x]",
      ..."bcdefgh".split("").map((key, i) => `${key}: &${key} [${`*${"abcdefg"[i]}, `.repeat(9)}]`),
    ];
    expect(told(...bomb)).to.have.length(1);
    expect(({} as Record<string, unknown>).eligible).to.equal(undefined);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { deployment, complaints } = readDeployment(text, yaml);
        return (deployment === undefined) === complaints().length > 0;
      }),
      { numRuns: 300 },
    );
  });
});
