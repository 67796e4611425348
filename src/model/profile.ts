import { z } from "zod";
import { profiles } from "../data";
import { isMapping } from "./mapping";
import { roleName } from "./role";
import { type Settings, type SettingsInput, settings } from "./role-settings";

/** Named sets of defaults; what each says and where from stands in `src/data/profiles.json`. */
export const profileName = z.enum(Object.keys(profiles) as [keyof typeof profiles]);
export type ProfileName = z.output<typeof profileName>;

/** The defaults that a profile has for a role. */
export function profileSettings(profile: ProfileName, roleId: string): Settings {
  const { settings: common, roles } = profiles[profile];
  return settings.parse(overlay(common, roles[roleName(roleId)]));
}

/**
 * Settings laid over defaults: mappings field by field, everything else (a list too) as one value. Whoever demands an
 * authentication context without saying what else to require drops the profile's MFA, since the service refuses both together.
 */
export function overlaySettings(defaults: SettingsInput, overrides: SettingsInput): SettingsInput {
  const merged = overlay(defaults, overrides) as SettingsInput;
  const { authenticationContext: context, require: stated } = overrides.activation ?? {};
  if (context === undefined || context === "none" || stated !== undefined) return merged;
  const require = merged.activation?.require?.filter((check) => check !== "mfa");
  return { ...merged, activation: { ...merged.activation, ...(require === undefined ? {} : { require }) } };
}

function overlay(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!isMapping(below) || !isMapping(above)) return above;
  const names = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(names.map((name) => [name, overlay(below[name], above[name])]));
}
