/** A process of its own that hammers a tenant's file; the tests start several, and kill them. Arguments: file, name, count. */
import { Tenant } from "../../src/emulator";
import { wordsFor } from "./ask";

async function run(file: string, name: string, count: number): Promise<void> {
  const tenant = Tenant.open({ file });
  const ask = wordsFor(tenant);
  for (let index = 0; index < count; index += 1) {
    const body = {
      displayName: `${name} ${index}`,
      mailEnabled: false,
      mailNickname: `${name}${index}`,
      securityEnabled: true,
    };
    const { status } = await ask.send("POST", "/groups", body);
    process.stdout.write(`${status}\n`);
  }
  tenant.close();
}

if (require.main === module) {
  const [file = "", name = "", count = "0"] = process.argv.slice(2);
  run(file, name, Number(count)).catch((error: unknown) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
  });
}
