import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { clientsOver, connect, openTransport, tenantConfig } from "../../src/clients";
import { HeaderClock } from "../../src/clients/header-clock";
import { type Served, serve, Tenant } from "../../src/emulator";

describe("openTransport", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pim-transport-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("opens an embedded tenant at a path relative to the working directory, folders included", async () => {
    const tenantFile = join(relative(process.cwd(), folder), "deep", "er", "tenant.db");
    const clients = clientsOver(openTransport(tenantConfig.parse({ tenantFile, tenantSeed: "empty" })));
    const id = await clients.graph.tenantId();
    clients.close();
    const again = Tenant.open({ file: join(folder, "deep", "er", "tenant.db") });
    expect(again.tenantId).to.equal(id);
    again.close();
  });

  it("moves an embedded tenant's clock instead of waiting, once for all who wait", async () => {
    const transport = openTransport(tenantConfig.parse({ tenantFile: ":memory:" }));
    const before = transport.now()?.getTime() ?? 0;
    await Promise.all([transport.pause(3_600_000), transport.pause(3_600_000), transport.pause(1_800_000)]);
    expect((transport.now()?.getTime() ?? 0) - before).to.be.within(3_600_000, 3_660_000);
    transport.close();
  });

  it("says in the user's words that a folder cannot be made", async () => {
    writeFileSync(join(folder, "file"), "");
    const config = tenantConfig.parse({ tenantFile: join(folder, "file", "tenant.db") });
    const clients = clientsOver(openTransport(config));
    const error = await clients.entra.now().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error).and.to.have.property("stack", "");
    expect((error as Error).message).to.match(/^cannot open the embedded tenant ".*" \(pim:tenantFile\): E[A-Z]+$/);
  });

  it("names a file that is no tenant as the config names it, without the path of the machine", async () => {
    writeFileSync(join(folder, "garbage.db"), "this is no database, whatever its name says".repeat(200));
    const tenantFile = relative(process.cwd(), join(folder, "garbage.db"));
    const clients = clientsOver(openTransport(tenantConfig.parse({ tenantFile })));
    const error = await clients.entra.now().catch((reason: unknown) => reason);
    expect((error as Error).message)
      .to.contain(`${tenantFile} is not a tenant`)
      .and.not.contain(` ${folder}`);
  });

  it("says in the user's words that a seed cannot be read", async () => {
    const config = tenantConfig.parse({ tenantFile: ":memory:", tenantSeed: join(folder, "no-such-seed.json") });
    const clients = clientsOver(openTransport(config));
    const error = await clients.graph.get("/users", z.unknown()).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
    expect((error as Error).message).to.contain("no-such-seed.json");
    expect((error as Error).message).to.not.contain("no answer");
  });

  describe("with an address", () => {
    let served: Served;
    beforeEach(async () => {
      served = await serve({ file: ":memory:", clock: "2040-06-01T10:00:00Z" });
    });
    afterEach(() => served.close());

    it("reads over the wire, page by page, and tells the tenant's time", async () => {
      const { graph, entra } = clientsOver(openTransport(tenantConfig.parse({ tenant: `${served.graph}/v1.0/` })));
      const users = await graph.list("/users?$top=20&$select=id", z.looseObject({ id: z.string() }));
      expect(users).to.have.length.above(50);
      expect(graph.requests.pages).to.be.above(1);
      expect((await entra.now()).toISOString()).to.match(/^2040-06-01T10:00:/);
      expect(await entra.tenantId()).to.equal(served.tenantId);
    });

    it("asks once for id and time when nobody has answered yet", async () => {
      const { graph, entra } = clientsOver(openTransport(tenantConfig.parse({ tenant: served.graph })));
      await Promise.all([entra.now(), entra.tenantId(), entra.now()]);
      expect(graph.requests).to.include({ reads: 1, writes: 0, pages: 0 });
    });
  });
});

describe("HeaderClock", () => {
  it("knows nothing before an answer, then the newest answer's time", () => {
    const clock = new HeaderClock();
    clock.note(new Headers());
    expect(clock.now()).to.equal(undefined);
    clock.note(new Headers({ date: "Sun, 01 Jan 2040 00:00:00 GMT" }));
    expect(clock.now()?.toISOString()).to.match(/^2040-01-01T00:00:0/);
    clock.note(new Headers({ date: "rubbish" }));
    clock.note(new Headers({ date: "Thu, 01 Jan 2032 00:00:00 GMT" }));
    expect(clock.now()?.toISOString()).to.match(/^2032-01-01T00:00:0/);
  });
});

describe("connect", () => {
  it("gives one set of clients per config", () => {
    const config = tenantConfig.parse({ tenantFile: ":memory:" });
    const first = connect(config);
    expect(connect({ ...config })).to.equal(first);
    expect(connect({ ...config, tenantSeed: "empty" })).to.not.equal(first);
    first.close();
    const second = connect(config);
    expect(second).to.not.equal(first);
    second.close();
  });

  it("opens and asks nothing by itself", () => {
    const config = tenantConfig.parse({ tenantFile: "/nonexistent/folder/of/nobody/tenant.db" });
    const clients = connect(config);
    expect(clients.graph.requests).to.include({ reads: 0, writes: 0, pages: 0 });
    clients.close();
  });
});
