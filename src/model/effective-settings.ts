import { type Explained, explain } from "./explain";
import { overlaySettings, type ProfileName, profileSettings } from "./profile";
import { type Approver, type Settings, type SettingsInput, settings } from "./role-settings";

/** What a role's settings come to: the profile's defaults, what is written on top, and who approves where that is said apart. */
export function effectiveSettings(
  roleId: string,
  profile: ProfileName | undefined,
  written: SettingsInput,
  approvers?: readonly Approver[],
): Explained<Settings> {
  const merged = overlaySettings(profile === undefined ? {} : profileSettings(profile, roleId), written);
  if (approvers === undefined) return explain(settings, merged);
  const approval = { required: true, approvers: [...approvers] };
  return explain(settings, { ...merged, activation: { ...merged.activation, approval } });
}
