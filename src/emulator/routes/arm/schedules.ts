import type { ArmCall, ArmRoute } from "../../arm-call";
import { armPimErrors } from "../../arm-pim-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { instanceName } from "../../laws/arm/assignment-name";
import { type ArmFilter, readFilter } from "../../laws/arm/filter";
import { heldAt } from "../../laws/arm/held-at";
import { passesShown, shownProperties } from "../../laws/arm/shown-filter";
import type { Entity } from "../../odata/filter";
import type { Family, Schedule } from "../../store/schedules";
import { instanceEntity, scheduleEntity, words } from "./pim-shapes";

const path = "providers/Microsoft.Authorization";

/** How one of the four types shows a schedule. */
interface Kind {
  readonly family: Family;
  readonly type: string;
  readonly isShown: (schedule: Schedule, now: number) => boolean;
  readonly find: (call: ArmCall, family: Family, name: string) => Schedule | undefined;
  readonly entity: (call: ArmCall, schedule: Schedule, memberType: string) => Entity;
}

/** Schedules and their instances: https://learn.microsoft.com/rest/api/authorization/role-assignment-schedules */
export const armScheduleRoutes: readonly ArmRoute[] = (["assignment", "eligibility"] as const).flatMap((family) => [
  ...routesOf({
    family,
    type: `role${words[family]}Schedules`,
    isShown: isLive,
    find: ({ state }, _family, name) => state.azureSchedules.find(family, name),
    entity: scheduleEntity,
  }),
  ...routesOf({
    family,
    type: `role${words[family]}ScheduleInstances`,
    isShown: (schedule, now) => isLive(schedule, now) && schedule.start <= now,
    find: findInstance,
    entity: instanceEntity,
  }),
]);

function routesOf(kind: Kind): ArmRoute[] {
  const type = `${path}/${kind.type}`;
  return [
    { method: "GET", path: type, versions: versions.pim, operation: (call) => list(call, kind) },
    { method: "GET", path: `${type}/:name`, versions: versions.pim, operation: (call) => get(call, kind) },
  ];
}

/** Neither ended nor still on its way through the service; a schedule of the future counts, an instance of it does not. */
function isLive({ finish, visible }: Schedule, now: number): boolean {
  return (finish === null || finish > now) && visible <= now;
}

function list(call: ArmCall, { family, isShown, entity }: Kind): Reply {
  const filter = readFilter(call, {
    functions: ["atScope", "asTarget", "assignedTo"],
    properties: ["principalId", "roleDefinitionId", ...shownProperties],
    supported: "'atScope()', 'asTarget()', 'assignedTo('{value}')' or 'principalId eq '{value}''",
    bareValues: true,
  });
  const value = heldAt(call, filter, reachOf(call, filter), (query) => call.state.azureSchedules.list(family, query))
    .filter(({ item }) => isShown(item, call.now))
    .map(({ item, memberType }) => entity(call, item, memberType))
    .filter((shown) => passesShown(filter, shown));
  return { status: 200, body: { value } };
}

/** `atScope()` leaves out what is below. What is one's own is told where it was given, and everything at the tenant. */
function reachOf({ scope }: ArmCall, { functions }: ArmFilter) {
  const own = functions.has("astarget") && scope.kind !== "tenant";
  return { above: !own, below: !functions.has("atscope") };
}

function get(call: ArmCall, { family, type, isShown, find, entity }: Kind): Reply {
  const name = call.params.name?.toLowerCase() ?? "";
  const schedule = find(call, family, name);
  if (schedule === undefined || schedule.scope !== call.scope.id || !isShown(schedule, call.now))
    throw armPimErrors.notFound(type, name);
  return { status: 200, body: entity(call, schedule, "Direct") };
}

function findInstance({ state, scope }: ArmCall, family: Family, name: string): Schedule | undefined {
  for (const schedule of state.azureSchedules.list(family, { scopes: [scope.id] }))
    if (instanceName(state, schedule) === name) return schedule;
  return undefined;
}
