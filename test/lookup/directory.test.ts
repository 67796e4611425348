import { expect } from "chai";
import fc from "fast-check";
import { Lookup, LookupError } from "../../src/lookup";
import { FaultyTenant } from "../clients/faulty-tenant";

describe("findObjects, as Lookup asks it", () => {
  let line: FaultyTenant;
  let lookup: Lookup;
  beforeEach(() => {
    line = new FaultyTenant();
    lookup = new Lookup(line.clients);
  });
  afterEach(() => line.close());

  it("takes names with quotes and other marks to the letter", async () => {
    const names = ["O'Hara & Söhne (50% + €) #1; <b>/x?", "'' or displayName ne '", 'a\\b"c,d|e$f'];
    for (const displayName of names) {
      await line.tenant.fetch(
        new Request("https://graph.microsoft.com/v1.0/groups", {
          method: "POST",
          body: JSON.stringify({ displayName, mailEnabled: false, mailNickname: "x", securityEnabled: true }),
        }),
      );
    }
    const found = await Promise.all(names.map((name) => lookup.principal({ group: name })));
    expect(found.map(({ name }) => name)).to.deep.equal(names);
  });

  it("never finds anybody for hostile text, and never breaks the request", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: "binary" }), async (text) => {
        const name = `zz${text}`;
        const error = await lookup.principal(name).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(LookupError).and.to.have.property("message").that.contains("no user");
      }),
      { numRuns: 60 },
    );
  });

  it("asks at most one request per hundred names", async () => {
    for (const count of [100, 1000]) {
      const fresh = new Lookup(line.clients);
      const names = Array.from({ length: count }, (_, index) => `Nobody ${index}`);
      const since = line.sequence;
      await Promise.allSettled(names.map((name) => fresh.principal(name)));
      // one more: the look for similar names, since these are all missing
      expect(line.seen(since)).to.be.at.most(count / 100 + 1);
    }
  });

  it("asks one request per hundred names of all forms", async () => {
    const form = fc.constantFrom("login", "plain", "group", "servicePrincipal", "guid");
    await fc.assert(
      fc.asyncProperty(fc.array(form, { minLength: 100, maxLength: 100 }), async (forms) => {
        const fresh = new Lookup(line.clients);
        const since = line.sequence;
        await Promise.allSettled(
          forms.map((one, index) => {
            if (one === "login") return fresh.principal(`nobody-${index}@contoso.com`);
            if (one === "guid") return fresh.principal(`00000000-0000-4000-8000-${String(index).padStart(12, "0")}`);
            if (one === "group") return fresh.principal({ group: `nobody ${index}` });
            return fresh.principal(one === "plain" ? `nobody ${index}` : { servicePrincipal: `nobody ${index}` });
          }),
        );
        expect(line.seen(since)).to.be.at.most(2);
      }),
      { numRuns: 20 },
    );
  });
});
