// The walls of the house: who may import whom. ARCHITECTURE.md says why.
const rooms = "^(src/[^/]+|components|policies|examples|bench|test)(/|$|\\.)";

/** `path` may import itself and the rooms in `maySee`; anything else is a crossed wall. */
const room = (path, maySee, comment) => ({
  name: `${path} sees only [${maySee.join(", ")}]`,
  comment,
  severity: "error",
  from: { path: `^${path}(/|\\.ts$)` },
  to: { path: rooms, pathNot: [path, ...maySee].map((seen) => `^${seen}(/|\\.ts$)`) },
});

/** Only `owners` may import the packages that `packages` matches. */
const onlyIn = (owners, packages, comment) => ({
  name: `only ${owners.join(", ")} use ${packages}`,
  comment,
  severity: "error",
  from: { path: "^(src|components)/", pathNot: owners.map((owner) => `^${owner}(/|\\.ts$)`) },
  to: { path: `^node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    room("src/data", [], "data is JSON with source and date; it knows nobody"),
    room("src/model", ["src/data"], "the model says what may be said; move I/O to clients, wording stays here"),
    room("src/wire", ["src/model", "src/data"], "wire translates; it neither asks nor decides"),
    room(
      "src/clients",
      ["src/model", "src/wire", "src/emulator"],
      "clients speak HTTP; the tenant in process is reached through transport.ts",
    ),
    room(
      "src/handlers",
      ["src/model", "src/wire", "src/clients"],
      "handlers decide when; a new question to the tenant is a method of the plane port",
    ),
    room("src/dynamic", ["src/model"], "what a class captures is a contract for ever; logic belongs in the handler"),
    room("src/lookup", ["src/model", "src/wire", "src/clients"], "lookup reads the tenant at program time"),
    room(
      "components",
      ["src/model", "src/dynamic", "src/lookup"],
      "components say what people write; ask the tenant through lookup",
    ),
    room("src/report", ["src/model"], "report reads results as data"),
    room(
      "src/journey",
      ["src/model", "src/wire", "src/clients", "src/lookup", "src/report", "src/data"],
      "the plan's steps",
    ),
    room(
      "src/cli",
      [
        "src/data",
        "src/model",
        "src/wire",
        "src/clients",
        "src/handlers",
        "src/dynamic",
        "src/lookup",
        "src/report",
        "src/journey",
        "src/emulator",
      ],
      "the command line wires rooms to exit codes; it never builds resources",
    ),
    room("src/main", ["components"], "the stack program: config to components, no logic"),
    room("src/emulator", ["src/data"], "sealed: a shared translator would agree with every mistake in it"),
    room(
      "bench",
      ["src/data", "src/dynamic", "src/emulator"],
      "the bench measures from outside: the CLI, the compiled program, a tenant that counts",
    ),
    {
      name: "policies sees only [pim-as-code/model, pim-as-code/data]",
      comment: "the pack is published alone: facts come from data, wording from the model",
      severity: "error",
      from: { path: "^policies/(index\\.ts$|lib/|rules/)" },
      to: {
        pathNot:
          "^(policies/(lib|rules)/|(node_modules/pim-as-code/)?bin/src/(model|data)/|node_modules/(@pulumi/policy|zod)/)",
      },
    },
    {
      name: "the embedded tenant is entered through one door",
      comment:
        "only src/clients/transport.ts, the command line and tests may start a tenant; who signs in to it knows its type",
      severity: "error",
      from: {
        path: "^(src|components)/",
        pathNot: ["^src/emulator/", "^src/cli/", "^src/clients/(transport|embedded-identity)\\.ts$"],
      },
      to: { path: "^src/emulator/" },
    },
    {
      name: "nothing imports tests or the program",
      comment: "test helpers that production code needs are production code",
      severity: "error",
      from: { path: "^(src|components)/" },
      to: { path: "^(test/|bench/|src/main\\.ts$)" },
    },
    onlyIn(["src/clients"], "@azure|@microsoft", "only clients know credentials and Microsoft's clients"),
    onlyIn(["src/dynamic", "components", "src/main"], "@pulumi", "handlers and model run without an engine"),
    {
      name: "the model knows only zod and luxon",
      comment: "policies, report and tests share the model for nothing",
      severity: "error",
      from: { path: "^src/model/" },
      to: { path: "^node_modules/", pathNot: "^node_modules/(zod|luxon|@types)/" },
    },
    {
      name: "no cycles",
      comment: "two files that need each other are one file, or hide a third",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no orphan imports",
      comment: "an import that resolves to nothing",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^bin/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
