import * as pulumi from "@pulumi/pulumi";
import { EntraRoleAssignment, type EntraRoleAssignmentProps } from "../src/dynamic";
import type { Lookup } from "../src/lookup";
import {
  breakGlassDeclaration,
  type Complaint,
  complainAboutAccounts,
  type Explained,
  explain,
  GLOBAL_ADMINISTRATOR,
  nameList,
  type PrincipalFacts,
  type PrincipalReference,
  readReference,
  roleName,
} from "../src/model";
import { childName } from "./child-name";
import { declaredInProgram, programBuilt } from "./declared";
import { foundSchedules } from "./found";
import { mistake, withoutStack } from "./mistake";
import { stackTenant } from "./stack-tenant";

export interface BreakGlassArgs {
  /** Two or more enabled, cloud-only users of the tenant itself. */
  readonly accounts: readonly PrincipalReference[];
  /**
   * Accounts whose `protect` is dropped, so that they can leave the program in a later run. The provider lets an account go only
   * when the stack config names it, whatever is said here. @default - those that the stack config `pim:retireBreakGlass` names
   */
  readonly retire?: readonly PrincipalReference[];
  /** Goes to the audit log where an assignment has to be made. */
  readonly justification?: string;
}

/**
 * Emergency access accounts: permanently active Global Administrators that nothing removes, shortens or replaces. Protected in
 * Pulumi's state, checked here, and refused by the provider. Every `EntraRole` of the program knows them.
 *
 * Errors: fewer than two accounts; an account that is no user, or is disabled, a guest, or synchronised from on premises.
 */
export class BreakGlass extends pulumi.ComponentResource<readonly EntraRoleAssignment[]> {
  private readonly args: BreakGlassArgs;

  constructor(name: string, args: BreakGlassArgs, options?: pulumi.ComponentResourceOptions) {
    super("pim:index:BreakGlass", name, {}, options);
    this.args = args;
    declaredInProgram().emergency.push({ accounts: args.accounts, component: this });
  }

  /** Runs inside the constructor of the class above: `this.args` stands only after the first wait. */
  protected override async initialize(_: pulumi.Inputs, __: pulumi.ComponentResourceOptions, name: string) {
    await programBuilt();
    const { value: planned, complaints } = await planBreakGlass(this.args, await stackTenant()).catch((error) => {
      throw withoutStack(error);
    });
    if (planned === undefined) throw mistake(`BreakGlass "${name}"`, complaints);
    const dependsOn = pulumi.output(settingsOfGlobalAdministrator());
    return planned.map(
      (account) =>
        new EntraRoleAssignment(account.name, account.props, { parent: this, protect: account.protect, dependsOn }),
    );
  }
}

/** One account: its assignment, and whether Pulumi refuses to delete it. */
export interface PlannedAccount {
  readonly name: string;
  readonly props: EntraRoleAssignmentProps;
  readonly protect: boolean;
}

/** What `BreakGlass` will declare, or everything that is wrong. Paths are those of `BreakGlassArgs`. Creates nothing. */
export async function planBreakGlass(args: BreakGlassArgs, lookup: Lookup): Promise<Explained<PlannedAccount[]>> {
  const { value: said, complaints: ofShape } = explain(breakGlassDeclaration, args);
  if (said === undefined) return { complaints: ofShape };
  const accounts = await Promise.all(said.accounts.map((account) => lookup.principal(account)));
  const holders = await lookup.holders(GLOBAL_ADMINISTRATOR);
  const complaints = [
    ...complainAboutAccounts(accounts.map(({ id, name }) => ({ who: name, keys: [id] }))),
    ...accounts.flatMap((facts, index) => complainAboutAccount(facts, `accounts[${index}]`)),
  ];
  if (complaints.length > 0) return { complaints };
  const retired = retiredNames(said.retire);
  const planned = accounts.map((facts, index) => {
    const { text } = readReference(said.accounts[index] ?? facts.id);
    const props = {
      role: GLOBAL_ADMINISTRATOR,
      principalId: facts.id,
      directoryScope: "/",
      schedule: { permanent: true as const },
      breakGlass: true,
      justification: said.justification,
      principalName: facts.name,
      principalType: facts.type,
      userType: facts.userType,
      roleName: roleName(GLOBAL_ADMINISTRATOR),
      found: foundSchedules(holders, facts.id, "/"),
    };
    const protect = ![facts.id, facts.name, text].some((name) => retired.has(name.toLowerCase()));
    return { name: childName("assignment", GLOBAL_ADMINISTRATOR, facts.id), props, protect };
  });
  return { value: planned.toSorted((a, b) => (a.name < b.name ? -1 : 1)), complaints: [] };
}

function complainAboutAccount({ type, name, enabled, synced, userType }: PrincipalFacts, path: string): Complaint[] {
  if (type !== "user") return [{ path, message: `must be a user, got the ${wordFor(type)} "${name}"` }];
  const wrong = [
    !enabled && "is disabled; enable it, or name an account that can sign in",
    synced && "is synchronised from on premises, which may be what fails; name a cloud-only account",
    userType === "guest" && "is a guest, whose home tenant may be what fails; name an account of this tenant",
  ];
  return wrong.filter((one) => one !== false).map((one) => ({ path, message: `${name} ${one}` }));
}

function wordFor(type: PrincipalFacts["type"]): string {
  return type === "servicePrincipal" ? "service principal" : type;
}

/** Lower-case, from the program or else from `pim:retireBreakGlass`. */
function retiredNames(stated: readonly PrincipalReference[] | undefined): ReadonlySet<string> {
  if (stated !== undefined) return new Set(stated.map((one) => readReference(one).text.trim().toLowerCase()));
  const { value, complaints } = explain(nameList, new pulumi.Config("pim").get("retireBreakGlass") ?? "");
  if (value === undefined) throw mistake("stack config pim:retireBreakGlass", complaints);
  return new Set(value);
}

/** The accounts' permanence must be allowed before it is asked for, where the program declares the role's settings too. */
async function settingsOfGlobalAdministrator(): Promise<pulumi.Resource[]> {
  const settings = await Promise.all(declaredInProgram().settings);
  return settings.filter(({ role }) => role === GLOBAL_ADMINISTRATOR).map(({ resource }) => resource);
}
