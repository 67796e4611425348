import * as pulumi from "@pulumi/pulumi";
import * as yaml from "yaml";
import { type Lookup, LookupError } from "../src/lookup";
import {
  type Complaint,
  type DeploymentRole,
  type DeploymentText,
  readDeployment,
  type Deployment as Said,
  within,
} from "../src/model";
import { BreakGlass, type BreakGlassArgs, planBreakGlass } from "./break-glass";
import { deploymentSource } from "./deployment-source";
import { EntraRole } from "./entra-role";
import type { EntraRoleArgs } from "./entra-role-args";
import { mistake, withoutStack } from "./mistake";
import { namesIn, placeNames } from "./names-in-deployment";
import { planEntraRole } from "./plan-entra-role";
import { stackTenant } from "./stack-tenant";

export interface DeploymentArgs {
  /** The deployment file, relative to the folder of Pulumi.yaml, or its text. @default - the stack config `pim:deployment` */
  readonly file?: string;
}

/** What a file says, as arguments of components. Each role has the path it has in the file. */
interface Wanted {
  readonly breakGlass: BreakGlassArgs | undefined;
  readonly roles: readonly { readonly path: string; readonly id: string; readonly args: EntraRoleArgs }[];
}

/**
 * A whole tenant from one readable file. Its form: `schemas/deployment.json`.
 *
 * Errors: everything wrong with the file, by path, line and column, together; then every name that nobody or several have,
 * together; then what the tenant makes impossible, together. Nothing is created where anything is wrong.
 */
export class Deployment extends pulumi.ComponentResource {
  private readonly args: DeploymentArgs;

  constructor(name: string, args: DeploymentArgs = {}, options?: pulumi.ComponentResourceOptions) {
    super("pim:index:Deployment", name, {}, options);
    this.args = args;
  }

  /** Runs inside the constructor of the class above: `this.args` stands only after the first wait. */
  protected override async initialize() {
    await Promise.resolve();
    const source = deploymentSource(this.args.file ?? new pulumi.Config("pim").get("deployment"));
    const text = readDeployment(source.text, yaml);
    const tenant = await stackTenant();
    const wanted = await settle(text, tenant, source.name).catch((error) => {
      throw withoutStack(error);
    });
    const { breakGlass, roles } = wanted;
    if (breakGlass !== undefined) new BreakGlass("break-glass", breakGlass, { parent: this });
    for (const { id, args } of roles) new EntraRole(`entra-role-${id}`, args, { parent: this });
    this.registerOutputs({ roles: roles.map(({ args }) => args.role) });
  }
}

/** What to build, once everything about it is known to be right. */
async function settle(text: DeploymentText, tenant: Lookup, name: string): Promise<Wanted> {
  const refuse = (complaints: readonly Complaint[] = []) => mistake(name, text.complaints(complaints));
  const { deployment } = text;
  const { ids, complaints: ofRoles } = await rolesOf(text, tenant);
  if (deployment === undefined || ofRoles.length > 0) throw refuse(ofRoles);
  const wanted = wantedOf(deployment, ids);
  const complaints = await complaintsOf(wanted, tenant).catch((error) => {
    throw error instanceof LookupError ? refuse(placeNames(error, namesIn(deployment))) : error;
  });
  if (complaints.length > 0) throw refuse(complaints);
  return wanted;
}

/** The roles' ids by name. Custom roles have theirs from the tenant, even where the file is wrong elsewhere: all is told together. */
async function rolesOf({ roles, deployment }: DeploymentText, tenant: Lookup) {
  try {
    const found = await Promise.all(roles.map(async (role) => [role, (await tenant.role(role)).id] as const));
    return { ids: new Map(found), complaints: deployment === undefined ? [] : sameRole(found) };
  } catch (error) {
    const ids = new Map<string, string>();
    if (error instanceof LookupError) {
      const names = roles.map((role) => ({ text: role, path: `entraRoles.${role}` }));
      return { ids, complaints: placeNames(error, names) };
    }
    // a file that is wrong anyway is told as such, tenant or not
    if (deployment === undefined) return { ids, complaints: [] };
    throw error;
  }
}

/** A custom role once by name and once by id; the file alone tells this of built-in roles only. */
function sameRole(found: readonly (readonly [name: string, id: string])[]): Complaint[] {
  const first = new Map(found.toReversed().map(([name, id]) => [id, name]));
  return found.flatMap(([name, id]) =>
    first.get(id) === name
      ? []
      : [{ path: `entraRoles.${name}`, message: `is the same role as "${first.get(id)}"; write each role once` }],
  );
}

/** Every plan at once: all names of the file are one wave, and everything that is wrong comes together. */
async function complaintsOf({ breakGlass, roles }: Wanted, tenant: Lookup): Promise<Complaint[]> {
  const accounts = breakGlass?.accounts ?? [];
  const plans = await Promise.all([
    breakGlass === undefined
      ? []
      : planBreakGlass(breakGlass, tenant).then((plan) => within("breakGlass", plan.complaints)),
    ...roles.map(async ({ path, args }) => {
      const { complaints } = await planEntraRole(args, tenant, accounts);
      // a program says `settings`, the file says their fields beside the others
      return within(
        path,
        complaints.map((one) => ({ ...one, path: one.path.replace(/^settings\./, "") })),
      );
    }),
  ]);
  return plans.flat();
}

function wantedOf({ breakGlass, defaults, entraRoles = {} }: Said, ids: ReadonlyMap<string, string>): Wanted {
  const justification = defaults?.justification;
  const roles = Object.entries(entraRoles).map(([name, role]) => ({
    path: `entraRoles.${name}`,
    id: ids.get(name) ?? name,
    args: roleArgs(name, role, defaults),
  }));
  return {
    breakGlass: breakGlass && { ...given({ justification }), ...given(breakGlass), accounts: breakGlass.accounts },
    roles: roles.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function roleArgs(role: string, said: DeploymentRole, defaults: Said["defaults"] = {}): EntraRoleArgs {
  const { activation, eligibility, assignment, notifications, ...rest } = said;
  const settings = given({ activation, eligibility, assignment, notifications });
  return { role, ...given(defaults), ...given(rest), settings };
}

/** Without the fields that say nothing, so that they do not hide a default. */
function given<T extends object>(value: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
