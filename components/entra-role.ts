import * as pulumi from "@pulumi/pulumi";
import { EntraRoleAssignment, EntraRoleEligibility, EntraRoleSettings } from "../src/dynamic";
import { declaredInProgram, programBuilt } from "./declared";
import { mistake, withoutStack } from "./mistake";
import { type EntraRoleArgs, type EntraRolePlan, planEntraRole } from "./plan-entra-role";
import { stackTenant } from "./stack-tenant";

interface Built {
  readonly role: EntraRolePlan["role"];
  readonly settings: EntraRoleSettings;
  readonly schedules: readonly (EntraRoleEligibility | EntraRoleAssignment)[];
}

/**
 * An Entra directory role under PIM: its settings, who may activate it, who holds it.
 *
 * Names are looked up in the tenant when the program runs, those of all components together; what the tenant holds today travels
 * along as `found`, so that the first preview shows before → after. Settings come before schedules. Somebody who becomes eligible
 * loses the permanent active assignment once the eligibility stands, break-glass accounts excepted.
 *
 * Errors: everything wrong with the arguments and every name that nobody or several have, together, before anything is created.
 */
export class EntraRole extends pulumi.ComponentResource<Built> {
  /** The role definition's id. */
  readonly roleId: pulumi.Output<string>;
  /** The role's settings, to depend on. */
  readonly settings: pulumi.Output<EntraRoleSettings>;
  private readonly args: EntraRoleArgs;

  constructor(name: string, args: EntraRoleArgs, options?: pulumi.ComponentResourceOptions) {
    // the state needs no copy of what the children say
    super("pim:index:EntraRole", name, { role: args.role }, options);
    this.args = args;
    const built = this.getData();
    this.roleId = pulumi.output(built.then(({ role }) => role.id));
    this.settings = pulumi.output(built.then(({ settings }) => settings));
    declaredInProgram().settings.push(built.then(({ role, settings }) => ({ role: role.id, resource: settings })));
  }

  /** Runs inside the constructor of the class above: `this.args` stands only after the first wait. */
  protected override async initialize(_: pulumi.Inputs, __: pulumi.ComponentResourceOptions, name: string) {
    await programBuilt();
    const { emergency } = declaredInProgram();
    const accounts = emergency.flatMap((one) => one.accounts);
    const { value: plan, complaints } = await planEntraRole(this.args, await stackTenant(), accounts).catch((error) => {
      throw withoutStack(error);
    });
    if (plan === undefined) throw mistake(`EntraRole "${name}"`, complaints);
    const built = this.build(
      plan,
      emergency.map((one) => one.component),
    );
    this.registerOutputs({ roleId: plan.role.id });
    return built;
  }

  private build({ role, settings: planned, schedules }: EntraRolePlan, emergency: pulumi.Resource[]): Built {
    const settings = new EntraRoleSettings(planned.name, planned.props, { parent: this });
    const options = { parent: this, dependsOn: [settings, ...emergency] };
    return {
      role,
      settings,
      schedules: schedules.map(({ kind, name, props }) =>
        kind === "eligibility"
          ? new EntraRoleEligibility(name, props, options)
          : new EntraRoleAssignment(name, props, options),
      ),
    };
  }
}
