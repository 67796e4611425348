import { killedUp } from "../../support/killed-up";

describe(
  "an up that changes and removes, with a unit managed later and config that changed in the same commit, and is killed",
  killedUp(
    async (exchange) => {
      const { stack } = exchange;
      const brownfield = await exchange.begin();
      await exchange.does(stack.up([exchange.role(["gustav", "jana"])]));
      // refresh and program have a provider each from now on
      stack.writeProject({ "pim:retireBreakGlass": "bg-09@contoso.com" });
      const settings = { activation: { maximumDuration: "PT1H" }, assignment: { maximumDuration: "P20D" } };
      return {
        prepared: stack,
        brownfield,
        lines: [exchange.role(["adele", "jana"], { settings, schedule: { duration: "P80D" } })],
        kept: ["jana"],
        declared: {
          people: { gustav: ["active"], jana: ["eligible until"], adele: ["eligible until"] },
          activation: "PT1H",
          assignment: "P20D",
        },
      };
    },
    5,
    1,
  ),
);
