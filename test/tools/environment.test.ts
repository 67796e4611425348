import { delimiter, dirname } from "node:path";
import { expect } from "chai";
import { loadTool } from "./load-tool";

interface Environment {
  pulumiEnvironment(given: {
    cliDirectory: string;
    selfContained?: boolean;
    variables: Record<string, string>;
  }): Record<string, string>;
}

describe("the environment of the CLI", () => {
  let pulumiEnvironment: Environment["pulumiEnvironment"];
  before(async () => {
    ({ pulumiEnvironment } = await loadTool<Environment>("environment.mjs"));
  });

  it("puts our executables and this Node first on PATH, each once", () => {
    const path = ["/usr/bin", "/pim/bin", "/bin"].join(delimiter);
    const { PATH } = pulumiEnvironment({ cliDirectory: "/pim/bin", variables: { PATH: path } });
    expect(PATH?.split(delimiter)).to.deep.equal(["/pim/bin", dirname(process.execPath), "/usr/bin", "/bin"]);
  });

  it("keeps state, home and passphrase to the clone", () => {
    const variables = pulumiEnvironment({
      cliDirectory: "/pim/bin",
      variables: { PULUMI_CONFIG_PASSPHRASE: "another" },
    });
    expect(variables.PULUMI_BACKEND_URL).to.match(/^file:.*\.pim\/state\?metadata=skip$/);
    expect(variables.PULUMI_HOME).to.match(/\.pim.home$/);
    expect(variables.PULUMI_CONFIG_PASSPHRASE).to.equal("");
  });

  it("leaves all three to whoever names a backend", () => {
    const variables = pulumiEnvironment({
      cliDirectory: "/pim/bin",
      variables: { PULUMI_BACKEND_URL: "s3://bucket", PULUMI_CONFIG_PASSPHRASE: "mine" },
    });
    expect(variables).not.to.have.any.keys("PULUMI_BACKEND_URL", "PULUMI_HOME", "PULUMI_CONFIG_PASSPHRASE");
  });

  it("keeps every checkpoint: without them a killed run forgets what it did", () => {
    for (const selfContained of [true, false]) {
      const variables = pulumiEnvironment({ cliDirectory: "/pim/bin", selfContained, variables: {} });
      expect(variables).not.to.have.any.keys("PULUMI_SKIP_CHECKPOINTS");
    }
  });
});
