import { expect } from "chai";
import fc from "fast-check";
import { fenced, joined, md, row, safe } from "../../src/report/markdown";

describe("md", () => {
  it("leaves harmless names as they are", () => {
    for (const name of ["adele.vance@contoso.com", "Tier 1 Helpdesk", "Zoë O'Neil (Berlin)", "adm-pgupta@contoso.com"])
      expect(md`${name}`.text).to.equal(name);
  });

  it("puts whatever could act into a code span", () => {
    const names = [
      ["@contoso/admins please approve", "`@contoso/admins please approve`"],
      ["<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>`"],
      ["[click](https://evil.example)", "`[click](https://evil.example)`"],
      ["www.evil.example", "`www.evil.example`"],
      ["**granted**", "`**granted**`"],
      ["a :white_check_mark: b", "`a :white_check_mark: b`"],
      ["1. first", "`1. first`"],
      ["kim_fabrikam.com#EXT#@contoso.com", "`kim_fabrikam.com#EXT#@contoso.com`"],
      ["", "`  `"],
    ] as const;
    for (const [name, text] of names) expect(md`${name}`.text).to.equal(text);
  });

  it("closes no code span early", () => {
    expect(safe("a`b")).to.equal("`` a`b ``");
    expect(safe("``` <b>")).to.equal("```` ``` <b> ````");
  });

  it("stays on its line, and shows characters that hide or turn text", () => {
    expect(safe("line\n## heading")).to.equal("`line ## heading`");
    expect(safe("evil\u202egpj.exe")).to.equal("`evil\u{fffd}gpj.exe`");
    expect(safe("a\u001b[31mb")).to.equal("`a\u{fffd}[31mb`");
  });

  it("shortens what is endless", () => {
    expect(safe("x".repeat(10_000)).length).to.be.lessThan(620);
  });

  it("sets in Markdown as it is", () => {
    expect(md`- ${joined([md`**a**`, "<b>"])}`.text).to.equal("- **a**, `<b>`");
  });

  it("lets nothing out of one line of code or of plain words, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        const text = safe(name);
        expect(text).not.to.match(/[\r\n]/);
        const fence = /^`+/.exec(text)?.[0];
        if (fence === undefined) expect(text).not.to.match(/[`<>*|\\#!~&]|(^|[^\p{L}\p{N}])@|\]\(/u);
        else expect(text.slice(fence.length, -fence.length)).not.to.match(new RegExp(`(?<!\`)${fence}(?!\`)`));
      }),
    );
  });
});

describe("row", () => {
  it("has as many cells as it was given, whatever stands in them", () => {
    expect(row([md`${"a|b"}`, md`c`])).to.equal("| `a\\|b` | c |");
  });
});

describe("fenced", () => {
  it("cannot be closed from inside", () => {
    expect(fenced(["```", "<script>"])).to.deep.equal(["````", "```", "<script>", "````"]);
  });
});
