import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { scopeAt } from "../../laws/arm/place";
import { actionOf } from "../../laws/arm/rights";
import { tenantScope } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";
import type { ArmScope } from "../../store/arm-scopes";

const path = "providers/Microsoft.Authorization/providerOperations";

/**
 * The actions that roles can allow: https://learn.microsoft.com/rest/api/authorization/provider-operations-metadata. Those that
 * `routes` ask for, and those of the resources that there are.
 */
export function providerOperationRoutes(routes: readonly ArmRoute[]): readonly ArmRoute[] {
  const own = routes
    .filter(({ path: at }) => at.startsWith("providers/") && !at.startsWith("providers/:"))
    .map((route) => actionOf(tenantScope, route));
  const shared = { method: "GET", at: ["tenant"], versions: versions.providerOperations } as const;
  const actions = ({ state }: ArmCall) => new Set([...own, ...state.armScopes.list("resource").flatMap(actionsOn)]);
  const one = (call: ArmCall): Reply => {
    const { namespace = "" } = call.params;
    const found = providersIn(actions(call)).find(({ name }) => name.toLowerCase() === namespace.toLowerCase());
    if (found === undefined) throw armErrors.invalidNamespace(namespace);
    return { status: 200, body: found };
  };
  const directory = own.filter((action) => action.startsWith("microsoft.aadiam/"));
  return [
    { ...shared, path, operation: (call) => ({ status: 200, body: { value: providersIn(actions(call)) } }) },
    { ...shared, path: `${path}/:namespace`, operation: one },
    {
      ...shared,
      path: "providers/microsoft.aadiam/operations",
      versions: versions.directoryDiagnostics,
      operation: () => ({ status: 200, body: { value: directory.map(displayed) } }),
    },
  ];
}

/** What roles can allow on a resource. */
function actionsOn({ id }: ArmScope): string[] {
  const { type } = scopeAt(id);
  return ["read", "write", "delete"].map((verb) => `${type}/${verb}`);
}

function providersIn(actions: ReadonlySet<string>): (Entity & { readonly name: string })[] {
  const parts = [...actions].map((action) => action.split("/"));
  const namespaces = new Set(parts.map(([namespace = ""]) => namespace));
  return [...namespaces].map((name) => {
    const types = new Set(parts.filter(([first]) => first === name).map((words) => words.slice(1, -1).join("/")));
    return {
      id: `/${path}/${name}`,
      type: "Microsoft.Authorization/providerOperations",
      name,
      displayName: name,
      resourceTypes: [...types].map((type) => ({
        name: type,
        displayName: type,
        operations: [...actions]
          .filter((action) => action.slice(0, action.lastIndexOf("/")) === `${name}/${type}`)
          .map(operationEntity),
      })),
      operations: [],
    };
  });
}

/** An operation as its provider itself lists it. */
function displayed(name: string): Entity {
  const [provider, resource, operation] = name.split("/");
  return {
    name,
    display: { publisher: "Microsoft", provider, resource, operation, description: name },
    properties: {},
  };
}

function operationEntity(action: string): Entity {
  return { name: action, displayName: action, description: action, origin: "user,system", isDataAction: false };
}
