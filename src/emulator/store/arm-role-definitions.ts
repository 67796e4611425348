import { azurePermissions, azureRoles } from "../../data";
import type { Document, Documents } from "./documents";
import { familyIn } from "./plane-name";

export interface ArmPermission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** An Azure role. */
export interface ArmRoleDefinition {
  /** GUID; the last segment of its id at every scope. */
  readonly name: string;
  readonly roleName: string;
  readonly type: "BuiltInRole" | "CustomRole";
  readonly description: string | null;
  /** Ids of scopes. */
  readonly assignableScopes: readonly string[];
  readonly permissions: readonly ArmPermission[];
  /** ISO 8601. */
  readonly createdOn: string;
  readonly updatedOn: string;
  /** Object ids; null for built-in roles. */
  readonly createdBy: string | null;
  readonly updatedBy: string | null;
}

const family = familyIn("azure", "roleDefinition");
/** Built-in roles tell a date of their own each; ours is one for all. */
const builtInSince = "2015-02-02T21:55:09.8806423Z";
/** What a built-in role allows whose actions `src/data` does not list. */
const unlisted = { actions: ["Microsoft.Authorization/*/read"], notActions: [] };

const builtIn: readonly ArmRoleDefinition[] = azureRoles.map(({ id, name }) => ({
  name: id,
  roleName: name,
  type: "BuiltInRole",
  description: name,
  assignableScopes: ["/"],
  permissions: [{ ...(azurePermissions[id] ?? unlisted), dataActions: [], notDataActions: [] }],
  createdOn: builtInSince,
  updatedOn: builtInSince,
  createdBy: null,
  updatedBy: null,
}));
const builtInByName = new Map(builtIn.map((role) => [role.name, role]));
const builtInByRoleName = new Map(builtIn.map((role) => [role.roleName.toLowerCase(), role]));

/** Built-in roles are the same in every tenant and cannot be changed, so only custom ones are kept in the file. */
export class ArmRoleDefinitions {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** By GUID. */
  find(name: string): ArmRoleDefinition | undefined {
    const custom = () => this.#documents.find(family, name);
    const document = builtInByName.has(name.toLowerCase()) ? undefined : custom();
    return document === undefined ? builtInByName.get(name.toLowerCase()) : toRole(document);
  }

  findByRoleName(roleName: string): ArmRoleDefinition | undefined {
    const wanted = roleName.toLowerCase();
    return builtInByRoleName.get(wanted) ?? this.custom().find(({ roleName: known }) => known.toLowerCase() === wanted);
  }

  list(): ArmRoleDefinition[] {
    return [...builtIn, ...this.custom()];
  }

  custom(): ArmRoleDefinition[] {
    return this.#documents.list(family).map(toRole);
  }

  /** Makes or changes a custom role. */
  put(role: ArmRoleDefinition): void {
    this.#documents.put(family, role.name, { ...role });
  }

  remove({ name }: ArmRoleDefinition): void {
    const document = this.#documents.find(family, name);
    if (document !== undefined) this.#documents.remove(family, document);
  }
}

function toRole({ properties }: Document): ArmRoleDefinition {
  // only `put` writes this family
  return properties as unknown as ArmRoleDefinition;
}
