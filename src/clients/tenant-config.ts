import { z } from "zod";

/**
 * Which tenant a run talks to. From the stack config `pim:*`; credentials never are: they come from the environment,
 * since a refresh and a last delete see the config of the run before.
 */
export const tenantConfig = z.object({
  /** `embedded`: the tenant in this process; `cloud`: Microsoft's; or the Graph address that `pim tenant serve` prints. */
  tenant: z
    .string()
    .refine((text) => text === "embedded" || text === "cloud" || /^https?:/.test(URL.parse(text)?.protocol ?? ""), {
      error: ({ input }) => `must be embedded, cloud or an address such as http://127.0.0.1:8080, got "${input}"`,
    })
    .default("embedded"),
  /** The embedded tenant's file, relative to the working directory of the program. */
  tenantFile: z.string().min(1).default(".pim/tenant.db"),
  /** What a new embedded tenant holds: `contoso`, `empty` or a file. */
  tenantSeed: z.string().min(1).default("contoso"),
});
export type TenantConfig = z.output<typeof tenantConfig>;
export type TenantConfigInput = z.input<typeof tenantConfig>;
