import { expect } from "chai";
import { explain, nameList } from "../../src/model";

describe("nameList", () => {
  const read = (text: string) => explain(nameList, text);

  it("takes names with commas, and a JSON list", () => {
    expect(read(" BG-01@contoso.com, bg-02@contoso.com,").value).to.deep.equal([
      "bg-01@contoso.com",
      "bg-02@contoso.com",
    ]);
    expect(read('["BG-01@contoso.com"]').value).to.deep.equal(["bg-01@contoso.com"]);
    expect(read("").value).to.deep.equal([]);
  });

  it("refuses what is neither, and says what it may be", () => {
    for (const text of ["[bg-01", "[1]", '{"a": 1}', '"bg-01']) {
      expect(read(text).complaints, text).to.deep.equal([
        {
          path: "",
          message: `must be names with commas such as a@contoso.com,b@contoso.com, or a JSON list of names, got ${JSON.stringify(text)}`,
        },
      ]);
    }
  });
});
