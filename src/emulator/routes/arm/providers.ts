import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import type { Entity } from "../../odata/filter";

const at = ["tenant", "subscription"] as const;

/**
 * Resource providers, their types and API versions: https://learn.microsoft.com/rest/api/resources/providers. What `routes` answer
 * is what is told; all count as registered.
 */
export function providerRoutes(routes: readonly ArmRoute[]): readonly ArmRoute[] {
  const providers = typesByProvider(routes);
  const get = ({ scope, params }: ArmCall): Reply => {
    const { namespace = "" } = params;
    const found = [...providers].find(([name]) => name.toLowerCase() === namespace.toLowerCase());
    if (found === undefined) throw armErrors.invalidNamespace(namespace);
    return { status: 200, body: providerEntity(scope.id, ...found) };
  };
  const list = ({ scope }: ArmCall): Reply => ({
    status: 200,
    body: { value: [...providers].map(([name, types]) => providerEntity(scope.id, name, types)) },
  });
  return [
    { method: "GET", path: "providers", at, versions: versions.resources, operation: list },
    { method: "GET", path: "providers/:namespace", at, versions: versions.resources, operation: get },
    {
      method: "POST",
      path: "providers/:namespace/register",
      at: ["subscription"],
      versions: versions.resources,
      operation: get,
      write: false,
    },
  ];
}

/** Namespace → type → API versions. */
function typesByProvider(routes: readonly ArmRoute[]): Map<string, Map<string, readonly string[]>> {
  const providers = new Map<string, Map<string, readonly string[]>>();
  for (const { path, versions: answered = [] } of routes) {
    const [, namespace = "", ...rest] = path.split("/");
    const type = rest.filter((_, index) => index % 2 === 0).join("/");
    if (!path.startsWith("providers/") || type === "") continue;
    const types = providers.get(namespace) ?? new Map<string, readonly string[]>();
    providers.set(namespace, types.set(type, answered));
  }
  return providers;
}

function providerEntity(scope: string, namespace: string, types: ReadonlyMap<string, readonly string[]>): Entity {
  return {
    id: `${scope === "/" ? "" : scope}/providers/${namespace}`,
    namespace,
    registrationState: "Registered",
    registrationPolicy: "RegistrationFree",
    resourceTypes: [...types].map(([resourceType, apiVersions]) => ({
      resourceType,
      locations: [],
      apiVersions: [...apiVersions].reverse(),
      capabilities: "None",
    })),
  };
}
