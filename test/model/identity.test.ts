import { expect } from "chai";
import { EntraRoleAssignment, EntraRoleEligibility, EntraRoleGuard, EntraRoleSettings } from "../../src/dynamic";
import { providerText } from "../../src/dynamic/provider";
import * as handlers from "../../src/handlers";
import {
  entraRoleAssignment,
  entraRoleEligibility,
  entraRoleGuard,
  entraRoleSettings,
  fieldsOf,
  idOf,
  settingsIdOf,
} from "../../src/model";

describe("identity", () => {
  it("is the tuple, lower-case, whatever form was written", () => {
    const tuple = {
      plane: "entra",
      kind: "eligibility",
      scope: "/administrativeUnits/AB",
      role: "R",
      principal: "P",
    } as const;
    expect(idOf(tuple)).to.equal("entra|eligibility|/administrativeunits/ab|r|p");
  });

  it("finds the settings of an Entra role at the tenant, whatever scope it acts in", () => {
    const tuple = {
      plane: "entra",
      kind: "eligibility",
      scope: "/administrativeUnits/AB",
      role: "R",
      principal: "P",
    } as const;
    expect(settingsIdOf(tuple)).to.equal("entra|settings|/|r");
  });
});

describe("the contract with stored state", () => {
  it("keeps the type tokens", () => {
    const tokens = [EntraRoleSettings, EntraRoleEligibility, EntraRoleAssignment, EntraRoleGuard].map(
      (one) => one.__pulumiType,
    );
    expect(tokens).to.deep.equal([
      "pulumi-nodejs:dynamic/pim:EntraRoleSettings",
      "pulumi-nodejs:dynamic/pim:EntraRoleEligibility",
      "pulumi-nodejs:dynamic/pim:EntraRoleAssignment",
      "pulumi-nodejs:dynamic/pim:EntraRoleGuard",
    ]);
  });

  it("keeps the provider text to the letter", () => {
    expect(providerText("EntraRoleSettings")).to.equal(
      'exports.handler=()=>require("pim-as-code/handlers").EntraRoleSettings;',
    );
  });

  it("keeps a handler for every class", () => {
    expect(handlers).to.include.keys(
      "EntraRoleSettings",
      "EntraRoleEligibility",
      "EntraRoleAssignment",
      "EntraRoleGuard",
    );
  });

  it("marks the same fields as part of the tuple", () => {
    const replaced = [entraRoleSettings, entraRoleEligibility, entraRoleAssignment, entraRoleGuard].map((schema) =>
      fieldsOf(schema)
        .filter(({ mark }) => mark === "replaces")
        .map(({ path }) => path),
    );
    const schedule = ["role", "principalId", "directoryScope"];
    expect(replaced).to.deep.equal([["role"], schedule, schedule, ["role"]]);
  });
});
