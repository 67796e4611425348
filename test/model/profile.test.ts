import { expect } from "chai";
import { entraRoles } from "../../src/data";
import {
  builtInRole,
  effectiveSettings,
  GLOBAL_ADMINISTRATOR,
  overlaySettings,
  profileName,
  profileSettings,
} from "../../src/model";

const idOf = (name: string) => builtInRole(name)?.id ?? "";

describe("profiles", () => {
  it("have valid settings for every role, with approval by default approvers at most", () => {
    for (const profile of profileName.options) {
      for (const { id } of entraRoles) {
        const { value, complaints } = effectiveSettings(id, profile, {});
        expect(complaints, `${profile} ${id}`).to.deep.equal([]);
        expect(value?.activation?.approval?.approvers ?? []).to.deep.equal([]);
      }
    }
  });

  it("demand approval for Global Administrator, and let break-glass accounts stand there alone", () => {
    for (const profile of profileName.options) {
      const { activation, assignment } = profileSettings(profile, GLOBAL_ADMINISTRATOR);
      expect([activation?.approval?.required, assignment?.permanent], profile).to.deep.equal([true, true]);
      expect(profileSettings(profile, idOf("User Administrator")).assignment?.permanent, profile).to.equal(false);
    }
  });

  it("differ for single roles", () => {
    const approval = (profile: "cis" | "scuba") =>
      profileSettings(profile, idOf("Privileged Role Administrator")).activation?.approval?.required;
    expect([approval("cis"), approval("scuba")]).to.deep.equal([true, undefined]);
  });
});

describe("overlaySettings", () => {
  const below = profileSettings("microsoft", idOf("Exchange Administrator"));

  it("keeps what is not said above, and takes a list as one value", () => {
    const merged = overlaySettings(below, { activation: { require: ["ticket"] } });
    expect(merged).to.deep.equal({ ...below, activation: { ...below.activation, require: ["ticket"] } });
    expect(overlaySettings(below, {})).to.deep.equal(below);
  });

  it("drops the profile's MFA for an authentication context, which demands it by policy", () => {
    const require = (above: Parameters<typeof overlaySettings>[1]) => overlaySettings(below, above).activation?.require;
    expect(require({ activation: { authenticationContext: "c1" } })).to.deep.equal(["justification", "ticket"]);
    expect(require({ activation: { authenticationContext: "none" } })).to.include("mfa");
    expect(require({ activation: { authenticationContext: "c1", require: ["mfa"] } })).to.deep.equal(["mfa"]);
  });
});
