import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { actionOf } from "../../laws/arm/rights";
import { tenantScope } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";

const path = "providers/Microsoft.Authorization/providerOperations";

/**
 * The actions that roles can allow: https://learn.microsoft.com/rest/api/authorization/provider-operations-metadata. Those that
 * `routes` ask for.
 */
export function providerOperationRoutes(routes: readonly ArmRoute[]): readonly ArmRoute[] {
  const providers = providersIn(routes);
  return [
    {
      method: "GET",
      path,
      at: ["tenant"],
      versions: versions.providerOperations,
      operation: () => ({ status: 200, body: { value: providers } }),
    },
    {
      method: "GET",
      path: `${path}/:namespace`,
      at: ["tenant"],
      versions: versions.providerOperations,
      operation: ({ params }: ArmCall): Reply => {
        const { namespace = "" } = params;
        const found = providers.find(({ name }) => name.toLowerCase() === namespace.toLowerCase());
        if (found === undefined) throw armErrors.invalidNamespace(namespace);
        return { status: 200, body: found };
      },
    },
  ];
}

function providersIn(routes: readonly ArmRoute[]): (Entity & { readonly name: string })[] {
  const actions = new Set(
    routes.filter(({ path: at }) => at.startsWith("providers/")).map((route) => actionOf(tenantScope, route)),
  );
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

function operationEntity(action: string): Entity {
  return { name: action, displayName: action, description: action, origin: "user,system", isDataAction: false };
}
