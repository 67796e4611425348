import * as pulumi from "@pulumi/pulumi";
import { EntraRoleAssignment, EntraRoleEligibility, EntraRoleGuard, EntraRoleSettings } from "../src/dynamic";
import { MISSING_PRINCIPALS } from "../src/model";
import { declaredInProgram, programBuilt } from "./declared";
import type { EntraRoleArgs } from "./entra-role-args";
import { mistake, withoutStack } from "./mistake";
import { type EntraRolePlan, planEntraRole } from "./plan-entra-role";
import { stackTenant } from "./stack-tenant";
import { withoutTraces } from "./without-traces";

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
 * loses the permanent active assignment once the eligibility stands, break-glass accounts excepted. With a `guard` whoever else holds
 * the role is shown, or loses it.
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
    // a failure is told once, by this promise that nobody handles; what hangs on the others then never comes
    void built.then(() => undefined);
    const unlessFailed = built.catch(() => new Promise<never>(() => undefined));
    this.roleId = pulumi.output(unlessFailed.then(({ role }) => role.id));
    this.settings = pulumi.output(unlessFailed.then(({ settings }) => settings));
    declaredInProgram().settings.push(
      unlessFailed.then(({ role, settings }) => ({ role: role.id, resource: settings })),
    );
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
    if (plan.skipped.length > 0) {
      const why = `nobody in the tenant has that name (${MISSING_PRINCIPALS}=skip)`;
      await pulumi.log.warn(`EntraRole "${name}" (${plan.role.name}) leaves out ${plan.skipped.join(", ")}: ${why}`);
    }
    const before = emergency.map((one) => one.component);
    const built = withoutTraces(() => this.build(plan, before));
    this.registerOutputs({ roleId: plan.role.id });
    return built;
  }

  private build(
    { role, settings: planned, schedules, guard, before }: EntraRolePlan,
    emergency: pulumi.Resource[],
  ): Built {
    // at the stack's root, so that it outlives a renamed component; it remembers the first input it was given
    const stash = before && new pulumi.Stash(before.name, { input: before.text }, { ignoreChanges: ["input"] });
    const props = stash === undefined ? planned.props : { ...planned.props, before: stash.output };
    const settings = new EntraRoleSettings(planned.name, props, { parent: this });
    const options = { parent: this, dependsOn: [settings, ...emergency] };
    const lines = schedules.map(({ kind, name, props }) =>
      kind === "eligibility"
        ? new EntraRoleEligibility(name, props, options)
        : new EntraRoleAssignment(name, props, options),
    );
    // last: who is declared must stand before anybody is said not to be
    if (guard) new EntraRoleGuard(guard.name, guard.props, { ...options, dependsOn: [...options.dependsOn, ...lines] });
    return { role, settings, schedules: lines };
  }
}
