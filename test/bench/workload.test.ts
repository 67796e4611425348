import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import * as yaml from "yaml";
import { workload } from "../../bench/workload";
import { Tenant } from "../../src/emulator";
import { readDeployment } from "../../src/model";

describe("what the benchmark deploys", () => {
  for (const size of [100, 2000]) {
    it(`is a sound deployment of ${size}: one settings to nine schedules`, () => {
      const text = readDeployment(JSON.stringify(workload(size).deployment), yaml);
      expect(text.complaints([])).to.deep.equal([]);
      const roles = Object.values(text.deployment?.entraRoles ?? {});
      expect(roles.length + roles.flatMap(({ eligible }) => eligible ?? []).length).to.equal(size);
    });
  }

  it("finds its people and roles in the tenant that is made for it", async () => {
    const { seed, deployment } = workload(2000);
    const file = join(tmpdir(), `bench-seed-${process.pid}.json`);
    writeFileSync(file, JSON.stringify(seed));
    try {
      const tenant = Tenant.open({ file: ":memory:", seed: file });
      const answer = await tenant.fetch(
        new Request("https://graph.microsoft.com/v1.0/roleManagement/directory/roleDefinitions?$top=999"),
      );
      const { value } = (await answer.json()) as { value: { displayName: string }[] };
      tenant.close();
      const { entraRoles } = deployment as { entraRoles: Record<string, unknown> };
      expect(value.map(({ displayName }) => displayName)).to.include.members(Object.keys(entraRoles));
    } finally {
      rmSync(file, { force: true });
    }
  });
});
