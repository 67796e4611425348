/**
 * First role. Exchange Administrator of a brownfield tenant: three people hold it permanently, nobody has configured it.
 *
 * Afterwards they are eligible for half a year and activate the role for two hours at a time, with MFA and a reason; the
 * security team reads a mail about each activation. Nobody is without the role at any moment: an eligibility stands before the
 * permanent assignment goes. The two break-glass accounts are declared, so that nothing can touch them.
 *
 * Try it from the root of the repository, without a tenant and without an account:
 *
 *     npm run pulumi -- -C examples/first-role stack init try
 *     npm run pulumi -- -C examples/first-role up
 *
 * The first preview shows, for everybody and every setting, what the tenant holds today (`found`) beside what it will hold.
 * To undo it all, let go of the break-glass accounts first; then `destroy` gives everybody back what the first run found:
 *
 *     npm run pulumi -- -C examples/first-role config set pim:retireBreakGlass bg-01@contoso.com,bg-02@contoso.com
 *     npm run pulumi -- -C examples/first-role up
 *     npm run pulumi -- -C examples/first-role destroy
 */
import { BreakGlass, EntraRole } from "pim-as-code/components";

new BreakGlass("break-glass", { accounts: ["bg-01@contoso.com", "bg-02@contoso.com"] });

const exchange = new EntraRole("exchange", {
  role: "Exchange Administrator",
  profile: "microsoft",
  settings: {
    activation: { maximumDuration: "PT2H", require: ["mfa", "justification"] },
    notifications: { activation: { admin: { recipients: ["soc@contoso.com"] } } },
  },
  justification: "First role under PIM",
  eligible: [
    "gustav.holm@contoso.com",
    { principal: "hana.sato@contoso.com", schedule: { duration: "P90D" } },
    { principal: { user: "Igor Petrov" }, ticket: { number: "CHG-1042", system: "ServiceNow" } },
  ],
});

/** The role's id in the tenant. */
export const roleId = exchange.roleId;
