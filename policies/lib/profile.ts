import type { PolicyPackConfig } from "@pulumi/policy";
import { type ProfileName, profileName } from "pim-as-code/model";
import { InvalidConfiguration } from "./invalid-configuration";

/**
 * Where a profile's baseline asks for another level or value than the rules' own defaults, which are Microsoft's.
 * - scuba: approval is demanded of Global Administrator alone (MS.AAD.7.6); the baseline is silent about eligibility's end
 * - cis: silent about eligibility's end
 * - strict: two break-glass accounts and no more; the strictest of the lists
 */
const PROFILES: Readonly<Record<ProfileName, PolicyPackConfig>> = {
  microsoft: {},
  scuba: {
    "eligible-assignment-expires": "advisory",
    "activation-approval-required": {
      mandatory: ["Global Administrator"],
      advisory: ["Privileged Role Administrator"],
    },
  },
  cis: { "eligible-assignment-expires": "advisory" },
  strict: {
    "break-glass-count": { max: 2 },
    "eligible-assignment-expires": { maximum: "P90D" },
    "activation-approval-required": {
      mandatory: [
        "Global Administrator",
        "Privileged Role Administrator",
        "User Administrator",
        "Exchange Administrator",
        "Security Administrator",
        "Password Administrator",
      ],
      advisory: [],
    },
  },
};

/** The configuration a profile starts from; the file given with `--policy-pack-config` has the last word. Default microsoft. */
export function profile(name = "microsoft"): PolicyPackConfig {
  const known = profileName.safeParse(name);
  if (known.success) return PROFILES[known.data];
  throw new InvalidConfiguration(`PIM_POLICY_PROFILE must be one of ${profileName.options.join(", ")}, got "${name}"`);
}
