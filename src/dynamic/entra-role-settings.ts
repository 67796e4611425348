import * as pulumi from "@pulumi/pulumi";
import { type EntraRoleSettingsInput, typeToken } from "../model";
import { type Inputs, register } from "./resource";

export type EntraRoleSettingsProps = Inputs<Omit<EntraRoleSettingsInput, "logicalName">>;

/**
 * The role settings of one Entra directory role (Microsoft: roleManagementPolicy). Whatever is left out is not managed.
 * A field's value of before is kept when it is first managed and put back when it stops being declared or the resource is
 * deleted (`onDelete: "leave"` keeps ours). Used alone this class has no Stash: if the run is killed between the write and
 * Pulumi's checkpoint, the value of before is not known to the next run; `EntraRole` closes that gap.
 */
export class EntraRoleSettings extends pulumi.CustomResource {
  static readonly __pulumiType = typeToken("EntraRoleSettings");
  /** The role's id. */
  declare readonly role: pulumi.Output<string>;
  /** Values of before, by unit, as Microsoft writes them; JSON text. */
  declare readonly original: pulumi.Output<string>;

  constructor(name: string, args: EntraRoleSettingsProps, options?: pulumi.CustomResourceOptions) {
    super(...register("EntraRoleSettings", name, args, ["original"], options));
  }
}
