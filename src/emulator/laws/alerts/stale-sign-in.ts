import { formatTimeOrNull, parseDuration } from "../../time";
import { lastSignIn } from "../last-sign-in";
import { type Alert, heldNow } from "./alert";
import { holdingIncident, removeHolding } from "./directory-holding";

/** Somebody who never signed in is stale so long after the account was made. */
export const staleSignIn: Alert = {
  id: "StaleSignInAlert",
  severity: "medium",
  displayName: "Potential stale accounts in a privileged role",
  securityImpact: "Accounts that nobody uses are looked after by nobody, and taken over unnoticed.",
  mitigationSteps: "Look through the accounts and take roles away from those that need them no longer.",
  howToPrevent: "Review the holders of roles regularly.",
  describe: (incidents, { duration }) => {
    const accounts = new Set(incidents.map(({ subject }) => subject)).size;
    return `${accounts} account(s) with roles have not signed in within ${String(duration)}.`;
  },
  settings: { duration: { kind: "days", preset: "P30D", least: 1, most: 365 } },
  find: (scene, { duration }) => {
    const { state, now } = scene;
    const patience = parseDuration(duration) ?? 0;
    return [...heldNow(state.schedules, now)].flatMap((schedule) => {
      const holder = state.directory.find(schedule.principal);
      if (holder?.kind !== "user") return [];
      const last = lastSignIn(holder);
      const staleFrom = (last ?? holder.created) + patience;
      if (staleFrom > now) return [];
      const facts = {
        assignmentCreatedDateTime: formatTimeOrNull(schedule.created ?? schedule.start),
        lastSignInDateTime: formatTimeOrNull(last ?? null),
      };
      return [holdingIncident(scene, schedule, Math.max(staleFrom, schedule.start), facts)];
    });
  },
  remediate: removeHolding,
};
