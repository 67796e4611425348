import { expect } from "chai";
import { readEvents } from "../../src/report";
import { eligible, logOf, refreshed, step } from "./event-lines";

describe("readEvents", () => {
  const adele = { inputs: eligible("adele"), outputs: { end: "2027-02-20T09:00:00Z" } };

  it("finds nothing in an empty log", () => {
    const { steps, refreshed: read, errors, complete, unreadable } = readEvents("");
    expect([steps, read, errors, complete, unreadable]).to.deep.equal([[], [], [], false, 0]);
  });

  it("reads what is before a line that is cut off, and says that there is more", () => {
    const text = logOf(step("delete", "EntraRoleEligibility", "adele", { old: adele }));
    const { steps, complete, unreadable } = readEvents(text.slice(0, text.indexOf("cancelEvent")));
    expect(steps.map(({ op }) => op)).to.deep.equal(["delete"]);
    expect([complete, unreadable]).to.deep.equal([false, 1]);
  });

  it("passes over events that it does not know, and over lines that are none", () => {
    const text = `${logOf({ stdoutEvent: { message: "hello" } }, { resourcePreEvent: { metadata: 1 } })}{"a":\n"text"\n`;
    const { steps, complete, unreadable } = readEvents(text);
    expect([steps, complete, unreadable]).to.deep.equal([[], true, 3]);
  });

  it("tells what was read in the tenant from what the program does, whatever the engine calls it", () => {
    const [pre] = refreshed("EntraRoleEligibility", "adele", adele);
    const [, outputs] = refreshed("EntraRoleEligibility", "adele", adele);
    // `pulumi refresh` closes a refresh with the name of what it found
    const ofRefresh = JSON.parse(JSON.stringify(outputs).replace('"op":"refresh"', '"op":"delete"')) as object;
    const { steps, refreshed: read } = readEvents(logOf(pre ?? {}, ofRefresh));
    expect(steps).to.deep.equal([]);
    expect(read.map(({ new: live }) => live)).to.deep.equal([undefined]);
  });

  it("keeps errors and warnings, without colours and without chatter", () => {
    const said = (severity: string, message: string) => ({ diagnosticEvent: { severity, message, color: "never" } });
    const { errors, warnings } = readEvents(
      logOf(
        said("debug", "RPC finished"),
        said("info#err", "program output"),
        said("error", "<{%fg 1%}>no<{%reset%}> \u001b[31mway\u001b[0m\n"),
        said("warning", "careful"),
      ),
    );
    expect([errors, warnings]).to.deep.equal([["no way"], ["careful"]]);
  });

  it("knows the stack, the time, the config, and that nothing was written", () => {
    const log = readEvents(logOf(step("create", "EntraRoleEligibility", "adele", { new: adele })));
    expect([log.stack, log.at?.toISOString(), log.applied]).to.deep.equal(["dev", "2026-11-22T09:00:00.000Z", false]);
  });
});
