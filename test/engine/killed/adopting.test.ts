import { killedUp } from "../../support/killed-up";

describe(
  "an up that adopts and is killed",
  killedUp(
    async (exchange) => ({
      prepared: exchange.stack,
      brownfield: await exchange.begin(),
      lines: [exchange.role(["gustav", "jana"])],
      kept: ["gustav", "jana"],
      declared: {
        people: { gustav: ["eligible until"], jana: ["eligible until"], adele: [] },
        activation: "PT2H",
        assignment: "P180D",
      },
    }),
    4,
    0,
  ),
);
