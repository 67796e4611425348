/** What a program declares, in the words of the model. Reading a field that is not known yet throws `NotKnown`. */
import { builtInRole, hasUnknown, roleName, type Schedule, typeToken, UNKNOWN } from "pim-as-code/model";
import { plain } from "./plain";

/** A resource as the engine shows it to policies: inputs of one resource, outputs where a whole stack is judged. */
export interface Resource {
  readonly type: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
}

interface Common {
  readonly urn: string;
  /** The role's id, lower-case. */
  readonly role: string;
  /** What people call the role; its id where nobody said a name. Never throws. */
  readonly roleName: string;
  /** What the line is about, for messages: `alice@contoso.com as Exchange Administrator`. Never throws. */
  readonly title: string;
}

/** Somebody holds a role: actively (`assignment`), or by activating it (`eligibility`). */
export interface Holding extends Common {
  readonly kind: "eligibility" | "assignment";
  /** Object id, lower-case. */
  readonly principal: string;
  /** User principal name or display name; absent where nobody looked it up. */
  readonly principalName: string | undefined;
  readonly principalType: string | undefined;
  readonly userType: string | undefined;
  readonly scope: string;
  readonly schedule: Schedule;
  /** First moment as the service told, ISO 8601; of deployed ones only. */
  readonly start: string | undefined;
  readonly breakGlass: boolean;
}

/** The role settings of one role. What the line does not manage is undefined. */
export interface RoleSettings extends Common {
  readonly kind: "settings";
  readonly require: readonly string[] | undefined;
  readonly authenticationContext: string | undefined;
  readonly approvalRequired: boolean | undefined;
  readonly approvers: readonly unknown[] | undefined;
}

export type Line = Holding | RoleSettings;

/** A field that a rule needs is not known before the update. */
export class NotKnown extends Error {
  constructor(field: string, urn: string) {
    super(`${field} of ${urn.split("::").at(-1)} is not known before the update`);
  }
}

/** Which kind of line a type token stands for. A plane joins by adding its tokens. */
const KINDS: Readonly<Record<string, Line["kind"]>> = {
  [typeToken("EntraRoleSettings")]: "settings",
  [typeToken("EntraRoleEligibility")]: "eligibility",
  [typeToken("EntraRoleAssignment")]: "assignment",
};

/** The line that a resource declares; undefined for resources that are none of ours. */
export function readLine({ type, urn, props }: Resource): Line | undefined {
  const kind = KINDS[type];
  if (kind === undefined) return undefined;
  const fields = new Fields(urn, plain(props));
  return kind === "settings" ? settingsLine(fields) : holdingLine(kind, fields);
}

function holdingLine(kind: Holding["kind"], fields: Fields): Holding {
  const role = nameOfRole(fields);
  const person = fields.shown("principalName") ?? fields.shown("principalId") ?? "somebody not known yet";
  return {
    kind,
    urn: fields.urn,
    roleName: role,
    title: `${person} as ${role}`,
    get role() {
      return roleId(fields);
    },
    get principal() {
      return fields.text("principalId").toLowerCase();
    },
    get principalName() {
      return fields.optional("principalName");
    },
    get principalType() {
      return fields.optional("principalType");
    },
    get userType() {
      return fields.optional("userType");
    },
    get scope() {
      return fields.optional("directoryScope") ?? "/";
    },
    get schedule() {
      return fields.read("schedule") as Schedule;
    },
    get start() {
      return fields.optional("start");
    },
    get breakGlass() {
      return fields.read("breakGlass") === true;
    },
  };
}

function settingsLine(fields: Fields): RoleSettings {
  const role = nameOfRole(fields);
  return {
    kind: "settings",
    urn: fields.urn,
    roleName: role,
    title: `settings of ${role}`,
    get role() {
      return roleId(fields);
    },
    get require() {
      return fields.read("activation", "require") as readonly string[] | undefined;
    },
    get authenticationContext() {
      return fields.optional("activation", "authenticationContext");
    },
    get approvalRequired() {
      return fields.read("activation", "approval", "required") as boolean | undefined;
    },
    get approvers() {
      return fields.read("activation", "approval", "approvers") as readonly unknown[] | undefined;
    },
  };
}

function roleId(fields: Fields): string {
  const role = fields.text("role");
  return builtInRole(role)?.id ?? role.toLowerCase();
}

function nameOfRole(fields: Fields): string {
  const role = fields.shown("role");
  return fields.shown("roleName") ?? (role === undefined ? "a role not known yet" : roleName(role));
}

/** Properties by path. */
class Fields {
  constructor(
    readonly urn: string,
    private readonly props: unknown,
  ) {}

  /** The value, undefined where it is not declared. */
  read(...path: readonly string[]): unknown {
    let value = this.props;
    for (const name of path) {
      value = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
      if (value === UNKNOWN) break;
    }
    if (hasUnknown(value)) throw new NotKnown(path.join("."), this.urn);
    return value;
  }

  optional(...path: readonly string[]): string | undefined {
    const value = this.read(...path);
    return typeof value === "string" ? value : undefined;
  }

  text(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new NotKnown(name, this.urn);
    return value;
  }

  /** The text if it is known; for messages. */
  shown(name: string): string | undefined {
    const value = (this.props as Record<string, unknown>)[name];
    return typeof value === "string" && value !== UNKNOWN ? value : undefined;
  }
}
