import { expect } from "chai";
import { settings, step } from "./event-lines";
import { itemsUnder, pageOf } from "./page";

describe("the page about settings", () => {
  const update = (old: Record<string, unknown>, next: Record<string, unknown>) =>
    step("update", "EntraRoleSettings", "ga", { old: { inputs: settings(old) }, new: { inputs: settings(next) } });
  const activation = (more: object) => ({ activation: { maximumDuration: "PT1H", ...more } });

  it("marks only the cells that change, and says what is looser", () => {
    const page = pageOf(
      update(activation({ require: ["mfa", "ticket"] }), activation({ maximumDuration: "PT8H", require: ["mfa"] })),
    );
    expect(page).to.contain("| Global Administrator | yes | – | yes → **no** | – | – | 1 hour → **8 hours** | none |");
    expect(itemsUnder(page, "Role settings")).to.deep.equal([
      "- **Looser** for Global Administrator: activation duration: 1 hour → **8 hours**; to activate: MFA, ticket → **MFA**",
    ]);
  });

  it("calls nothing looser that is stricter", () => {
    const page = pageOf(
      update(
        activation({ approval: { required: false, approvers: [] } }),
        activation({ approval: { required: true, approvers: [] } }),
      ),
    );
    expect(page).to.contain("no → **yes** | none → **the service's default**").and.not.contain("Looser");
  });

  it("says where a field goes that is declared no more", () => {
    const found = { activation: { maximumDuration: "PT8H" } };
    expect(pageOf(update({ ...activation({}), found }, { found }))).to.contain("| 1 hour → **8 hours** |");
    expect(pageOf(update(activation({}), {}))).to.contain("| 1 hour → **what was found** |");
  });

  it("leaves fields as they are that are let go on purpose", () => {
    const old = { ...activation({}), onDelete: "leave" };
    expect(pageOf(update(old, { onDelete: "leave" }))).not.to.contain("Role settings");
  });
});
