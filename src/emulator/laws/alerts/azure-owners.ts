import type { Schedule } from "../../store/schedules";
import { scopeAndAbove, scopeAt } from "../arm/place";
import { principalType } from "../arm/principal-type";
import { type Alert, heldNow, type Incident, type Scene } from "./alert";

const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const share = (part: number, whole: number) => (100 * part) / Math.max(1, whole);

/** Only where both thresholds are reached, as in the directory. Owners from above count too: they own the scope. */
export const tooManyOwners: Alert = {
  id: "TooManyOwnersAssignedToResource",
  severity: "medium",
  displayName: "Too many owners assigned to a resource",
  securityImpact: "The more owners there are, the more harm malice or mistakes can do.",
  mitigationSteps: "Look through the owners and give them lesser roles, such as Contributor.",
  howToPrevent: "Assign the role with the fewest permissions that does the job.",
  describe: (incidents) => `${incidents.length} principals hold the role Owner, which is many.`,
  settings: {
    thresholdNumberOfOwners: { kind: "count", preset: 3, least: 0, most: 1000 },
    thresholdPercentageOfOwnersOutOfAllRoleMembers: { kind: "count", preset: 40, least: 0, most: 100 },
  },
  find: (scene, { thresholdNumberOfOwners, thresholdPercentageOfOwnersOutOfAllRoleMembers }) => {
    const held = holdingsAt(scene);
    const owners = newestByHolder(held.filter(({ role }) => role === owner));
    const holders = new Set(held.map(({ principal }) => principal)).size;
    const many = owners.size >= Number(thresholdNumberOfOwners);
    const large = share(owners.size, holders) >= Number(thresholdPercentageOfOwnersOutOfAllRoleMembers);
    return many && large ? incidentsOf(scene, owners) : [];
  },
  remediate: (scene, incident) => removeOwner(scene, incident, () => true),
};

/** Owners who hold the role for ever, without having to activate it. */
export const tooManyPermanentOwners: Alert = {
  id: "TooManyPermanentOwnersAssignedToResource",
  severity: "medium",
  displayName: "Too many permanent owners assigned to a resource",
  securityImpact: "Access that never ends is open to accident and malice all the time.",
  mitigationSteps: "Make the owners eligible, so that they activate the role when they need it.",
  howToPrevent: "Do not allow permanent active assignments in the role's settings.",
  describe: (incidents) => `${incidents.length} principals hold the role Owner for ever, which is many.`,
  settings: {
    thresholdNumberOfPermanentOwners: { kind: "count", preset: 10, least: 0, most: 1000 },
    thresholdPercentageOfPermanentOwnersOutOfAllOwners: { kind: "count", preset: 10, least: 0, most: 100 },
  },
  find: (scene, { thresholdNumberOfPermanentOwners, thresholdPercentageOfPermanentOwnersOutOfAllOwners }) => {
    const owners = holdingsAt(scene).filter(({ role }) => role === owner);
    const permanent = newestByHolder(owners.filter(isPermanent));
    const many = permanent.size >= Number(thresholdNumberOfPermanentOwners);
    const part = share(permanent.size, newestByHolder(owners).size);
    return many && part >= Number(thresholdPercentageOfPermanentOwnersOutOfAllOwners)
      ? incidentsOf(scene, permanent)
      : [];
  },
  remediate: (scene, incident) => removeOwner(scene, incident, isPermanent),
};

function isPermanent({ kind, finish }: Schedule): boolean {
  return kind === "Assigned" && finish === null;
}

function holdingsAt({ state, now, scope }: Scene): Schedule[] {
  const scopes = scopeAndAbove(state, scopeAt(scope)).map(({ id }) => id);
  return [...heldNow(state.azureSchedules, now, { scopes })];
}

function newestByHolder(held: readonly Schedule[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { principal, start } of held) newest.set(principal, Math.max(start, newest.get(principal) ?? start));
  return newest;
}

function incidentsOf({ state }: Scene, owners: ReadonlyMap<string, number>): Incident[] {
  return [...owners].map(([principal, since]) => {
    const object = state.directory.find(principal);
    const facts = {
      assigneeName: object?.properties.displayName ?? null,
      assigneeType: principalType(object?.kind) ?? null,
    };
    return { id: principal, subject: principal, since, facts };
  });
}

/** What is held above the scope stays: it is not this scope's to take. */
function removeOwner({ state, now, scope }: Scene, { subject }: Incident, counts: (held: Schedule) => boolean): void {
  for (const schedule of [...heldNow(state.azureSchedules, now, { scopes: [scope], roles: [owner] })])
    if (schedule.principal === subject && counts(schedule)) state.azureSchedules.remove(schedule);
}
