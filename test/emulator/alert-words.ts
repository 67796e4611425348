import { type Answer, type Asker, listed } from "./ask";

export const alertsRoot = "/beta/identityGovernance/roleManagementAlerts";
export const alertScope = "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'";

/** Short words for asking about PIM's alerts, by their name: "StaleSignInAlert". */
export function alertWords(ask: Asker) {
  const id = (name: string) => `DirectoryRole_${ask.tenant.tenantId}_${name}`;
  return {
    id,
    alert: async (name: string, query = ""): Promise<unknown> =>
      (await ask.get(`${alertsRoot}/alerts/${id(name)}${query}`)).body,
    incidents: async (name: string): Promise<readonly unknown[]> =>
      listed(await ask.get(`${alertsRoot}/alerts/${id(name)}/alertIncidents`)),
    configure: (name: string, type: string, body: Record<string, unknown>): Promise<Answer> =>
      ask.send("PATCH", `${alertsRoot}/alertConfigurations/${id(name)}`, {
        "@odata.type": `#microsoft.graph.${type}Configuration`,
        ...body,
      }),
    remediate: (name: string, incident: unknown): Promise<Answer> =>
      ask.send("POST", `${alertsRoot}/alerts/${id(name)}/alertIncidents/${String(incident)}/remediate`),
  };
}
