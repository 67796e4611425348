import { type Asker, at, listed, roles } from "./ask";
import { pimWords } from "./ask-pim";

/** A schedule instance of whatever plane. */
export interface InstanceRow {
  readonly schedule: string;
  /** Who, what, where, and whether assigned or activated. */
  readonly tuple: string;
  readonly end: string | undefined;
}

/** How a plane is asked and read, in the words that all planes share. */
export interface PlaneWords {
  /** Actions as Graph writes them; `as` is the person himself, else an administrator asks. */
  request(
    family: "Assignment" | "Eligibility",
    action: string,
    person: string,
    duration: string,
    as?: string,
  ): Promise<number>;
  /** Gives somebody the role past PIM. */
  plain(person: string): Promise<number>;
  schedules(family: "Assignment" | "Eligibility"): Promise<ReadonlySet<string>>;
  instances(family: "Assignment" | "Eligibility"): Promise<readonly InstanceRow[]>;
}

export function entraWords(ask: Asker, signIn: (person: string) => Record<string, string>): PlaneWords {
  const role = roles.userAdministrator;
  const place = { roleDefinitionId: role, directoryScopeId: "/" };
  return {
    ...graphWords(
      ask,
      "/roleManagement/directory/role",
      (name) => name,
      `roleDefinitionId eq '${role}'`,
      place,
      signIn,
    ),
    plain: async (principalId) =>
      (await ask.send("POST", "/roleManagement/directory/roleAssignments", { principalId, ...place })).status,
  };
}

export function groupWords(ask: Asker, group: string, signIn: (person: string) => Record<string, string>): PlaneWords {
  const root = "/identityGovernance/privilegedAccess/group/";
  const place = { accessId: "member", groupId: group };
  const lower = (name: string) => name.toLowerCase();
  return {
    ...graphWords(ask, root, lower, `groupId eq '${group}'`, place, signIn),
    plain: async (person) => {
      const body = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${person}` };
      return (await ask.send("POST", `/groups/${group}/members/$ref`, body)).status;
    },
  };
}

function graphWords(
  ask: Asker,
  root: string,
  word: (family: string) => string,
  filter: string,
  place: Record<string, unknown>,
  signIn: (person: string) => Record<string, string>,
): Omit<PlaneWords, "plain"> {
  const list = async (family: string, kind: string) =>
    listed(await ask.get(`${root}${word(family)}${kind}?$filter=${filter}&$top=100`));
  return {
    request: async (family, action, principalId, duration, as) => {
      const scheduleInfo = { expiration: { type: "afterDuration", duration } };
      const body = { action, principalId, ...place, justification: "because", scheduleInfo };
      const path = `${root}${word(family)}ScheduleRequests`;
      return (await ask.send("POST", path, body, as === undefined ? {} : signIn(as))).status;
    },
    schedules: async (family) => new Set((await list(family, "Schedules")).map((row) => String(at(row, "id")))),
    instances: async (family) =>
      (await list(family, "ScheduleInstances")).map((row) => ({
        schedule: String(at(row, `role${family}ScheduleId`) ?? at(row, `${family.toLowerCase()}ScheduleId`)),
        tuple: ["principalId", "roleDefinitionId", "accessId", "directoryScopeId", "groupId", "assignmentType"]
          .map((name) => at(row, name))
          .join(),
        end: text(at(row, "endDateTime")),
      })),
  };
}

export function azureWords(ask: Asker, scope: string, role: string): PlaneWords {
  const { pim, request, rows } = pimWords(ask);
  const named = async (type: string) => listed(await pim("GET", scope, type));
  return {
    request: async (family, action, principalId, duration, as) => {
      const properties = {
        principalId,
        roleDefinitionId: role,
        requestType: `${action.charAt(0).toUpperCase()}${action.slice(1)}`,
        justification: "because",
        scheduleInfo: { expiration: { type: "AfterDuration", duration } },
      };
      return (await request(family, scope, properties, as === undefined ? {} : { as })).status;
    },
    plain: async (principalId) => {
      const path = `roleAssignments/${crypto.randomUUID()}`;
      return (
        await pim("PUT", scope, path, {
          version: "2022-04-01",
          body: { properties: { principalId, roleDefinitionId: role } },
        })
      ).status;
    },
    schedules: async (family) =>
      new Set((await named(`role${family}Schedules`)).map((row) => String(at(row, "id")).toLowerCase())),
    instances: async (family) =>
      (await rows(scope, `role${family}ScheduleInstances`)).map((row) => ({
        schedule: String(at(row, `role${family}ScheduleId`)).toLowerCase(),
        tuple: ["principalId", "roleDefinitionId", "scope", "assignmentType"].map((name) => at(row, name)).join(),
        end: text(at(row, "endDateTime")),
      })),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
