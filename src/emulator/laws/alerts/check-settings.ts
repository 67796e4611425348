import { graphErrors } from "../../errors";
import type { Entity } from "../../odata/filter";
import { parseDuration } from "../../time";
import type { Alert, Setting, Settings } from "./alert";

const day = 24 * 60 * 60_000;

/** The settings in a body, judged; refuses what the alert does not have and what lies beyond its limits. */
export function checkedSettings(alert: Alert, given: Entity): Settings {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (name === "isEnabled") return [name, enabledFrom(value)];
      const setting = alert.settings[name];
      if (setting === undefined) throw graphErrors.badRequest(`The alert '${alert.id}' has no setting '${name}'.`);
      if (!fits(setting, value))
        throw graphErrors.badRequest(
          `The setting '${name}' of the alert '${alert.id}' must be from ${setting.least} to ${setting.most}${setting.kind === "count" ? "" : " days"}.`,
        );
      return [name, value];
    }),
  );
}

/** Documented once as a text; taken both ways. */
function enabledFrom(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw graphErrors.badRequest("'isEnabled' must be true or false.");
}

function fits({ kind, least, most }: Setting, value: unknown): boolean {
  if (kind === "count") return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  const length = parseDuration(value);
  if (length === undefined || length < least * day || length > most * day) return false;
  return kind === "span" || length % day === 0;
}
