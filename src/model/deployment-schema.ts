import { z } from "zod";
import { deploymentFile } from "./deployment";

/** The deployment file's form as a JSON schema, for editors. What only a tenant or two lines together can tell is not in it. */
export function deploymentSchema(): Record<string, unknown> {
  const { $schema, ...form } = z.toJSONSchema(deploymentFile, {
    io: "input",
    // a mark is a matter between our schemas and `diff`
    override: ({ jsonSchema }) => {
      delete jsonSchema.mark;
    },
  });
  return {
    $schema,
    title: "Deployment of pim-as-code",
    description: "Privileged Identity Management of one Microsoft Entra tenant",
    ...form,
  };
}
