import * as pulumi from "@pulumi/pulumi";
import { type EntraRoleEligibilityInput, typeToken } from "../model";
import { type Inputs, register } from "./resource";

export type EntraRoleEligibilityProps = Inputs<Omit<EntraRoleEligibilityInput, "logicalName">>;

/**
 * Somebody is eligible for an Entra directory role: who activates it when it is needed. What exists is adopted and changed in
 * place; `standing: "remove"` turns a permanent active assignment into this eligibility, and puts it back on deletion.
 */
export class EntraRoleEligibility extends pulumi.CustomResource {
  static readonly __pulumiType = typeToken("EntraRoleEligibility");
  declare readonly role: pulumi.Output<string>;
  declare readonly principalId: pulumi.Output<string>;
  /** `provisioned` or `expired`. */
  declare readonly status: pulumi.Output<string>;
  /** First start, ISO 8601; absent where the service does not tell. */
  declare readonly start: pulumi.Output<string | undefined>;
  /** Last moment, ISO 8601; absent for a permanent one. */
  declare readonly end: pulumi.Output<string | undefined>;

  constructor(name: string, args: EntraRoleEligibilityProps, options?: pulumi.CustomResourceOptions) {
    super(...register("EntraRoleEligibility", name, args, ["status", "start", "end"], options));
  }
}
