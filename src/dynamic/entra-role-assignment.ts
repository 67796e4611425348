import * as pulumi from "@pulumi/pulumi";
import { type EntraRoleAssignmentInput, typeToken } from "../model";
import { type Inputs, register } from "./resource";

export type EntraRoleAssignmentProps = Inputs<Omit<EntraRoleAssignmentInput, "logicalName">>;

/** Somebody holds an Entra directory role actively, without activating it. What exists is adopted and changed in place. */
export class EntraRoleAssignment extends pulumi.CustomResource {
  static readonly __pulumiType = typeToken("EntraRoleAssignment");
  declare readonly role: pulumi.Output<string>;
  declare readonly principalId: pulumi.Output<string>;
  /** `provisioned` or `expired`. */
  declare readonly status: pulumi.Output<string>;
  /** First start, ISO 8601; absent where the service does not tell. */
  declare readonly start: pulumi.Output<string | undefined>;
  /** Last moment, ISO 8601; absent for a permanent one. */
  declare readonly end: pulumi.Output<string | undefined>;

  constructor(name: string, args: EntraRoleAssignmentProps, options?: pulumi.CustomResourceOptions) {
    super(...register("EntraRoleAssignment", name, args, ["status", "start", "end"], options));
  }
}
