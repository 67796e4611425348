import * as pulumi from "@pulumi/pulumi";
import { type EntraRoleGuardInput, typeToken } from "../model";
import { type Inputs, register } from "./resource";

export type EntraRoleGuardProps = Inputs<Omit<EntraRoleGuardInput, "logicalName">>;

/**
 * Watches who holds an Entra directory role although no line of this stack says so: eligible or active, directly, at any scope.
 * `mode: "report"` shows them as drift. `mode: "remove"` shows each as `unmanaged: [...] => []` and removes those whom the refresh
 * of the same run has listed; what it removed comes back when it goes, or only reports again, within 30 days. Break-glass accounts
 * and the identity that deploys are shown and never removed.
 *
 * The stack must declare the role's settings too. What other stacks declare cannot be known here: name those principals under
 * `except`. Used alone it takes for declared what was declared before it: let it depend on the role's settings and on every line of
 * the role (`dependsOn`), also in a run with `--target`; `EntraRole` does that with its argument `guard`.
 */
export class EntraRoleGuard extends pulumi.CustomResource {
  static readonly __pulumiType = typeToken("EntraRoleGuard");
  /** The role's id. */
  declare readonly role: pulumi.Output<string>;
  /** Who holds the role undeclared: `bob@contoso.com: active, permanent, outside PIM`. */
  declare readonly unmanaged: pulumi.Output<string[]>;
  /** Whom the guard has taken the role from, in the same words; absent for nobody. */
  declare readonly removed: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: EntraRoleGuardProps, options?: pulumi.CustomResourceOptions) {
    super(...register("EntraRoleGuard", name, args, ["unmanaged", "removed"], options));
  }
}
