import { isObject } from "../../body";
import type { State } from "../../state";
import type { Alert, Incident, Scene, Settings } from "./alert";

/** How an alert stands at this moment. */
export interface AlertState {
  readonly enabled: boolean;
  readonly settings: Settings;
  /** Found, and not dismissed. */
  readonly active: boolean;
  readonly incidents: readonly Incident[];
  /** When the newest incident arose; undefined while there is none. */
  readonly modified: number | undefined;
}

/** Looks now; an alert that is switched off finds nothing. */
export function stateOf(scene: Scene, alert: Alert): AlertState {
  const { isEnabled, ...settings } = configurationOf(scene, alert);
  const incidents = isEnabled === false ? [] : alert.find(scene, settings);
  const dismissed = new Set(idsIn(scene.state, "alertDismissal", scene, alert));
  return {
    enabled: isEnabled !== false,
    settings,
    active: incidents.some(({ id }) => !dismissed.has(id)),
    incidents,
    modified: incidents.length === 0 ? undefined : Math.max(...incidents.map(({ since }) => since)),
  };
}

/** The thresholds and `isEnabled`, as set or preset. */
export function configurationOf({ state, scope }: Pick<Scene, "state" | "scope">, alert: Alert): Settings {
  const presets = Object.entries(alert.settings).map(([name, { preset }]) => [name, preset] as const);
  const set = state.documents.find("alertSetting", keyOf(scope, alert))?.properties;
  return { isEnabled: true, ...Object.fromEntries(presets), ...set };
}

export function configure({ state, scope }: Scene, alert: Alert, changes: Settings): void {
  const set = state.documents.find("alertSetting", keyOf(scope, alert))?.properties;
  state.documents.put("alertSetting", keyOf(scope, alert), { ...set, ...changes });
}

/** What is there now bothers nobody any more; the next incident does. */
export function dismiss(scene: Scene, alert: Alert): void {
  const incidents = stateOf(scene, alert).incidents.map(({ id }) => id);
  scene.state.documents.put("alertDismissal", keyOf(scene.scope, alert), { incidents });
}

export function reopen(scene: Scene, alert: Alert): void {
  scene.state.documents.put("alertDismissal", keyOf(scene.scope, alert), { incidents: [] });
}

/** Notes what is there, so that the audit log tells what a scan has found. */
export function scan(scene: Scene, alert: Alert): void {
  const incidents = stateOf(scene, alert).incidents.map(({ id }) => id);
  const known = idsIn(scene.state, "alertScan", scene, alert);
  if (incidents.length === 0 && known.length === 0) return;
  scene.state.documents.put("alertScan", keyOf(scene.scope, alert), { incidents });
}

function keyOf(scope: string, alert: Alert): string {
  return `${scope} ${alert.id}`;
}

function idsIn(state: State, family: string, { scope }: Scene, alert: Alert): readonly unknown[] {
  const kept = state.documents.find(family, keyOf(scope, alert))?.properties;
  return isObject(kept) && Array.isArray(kept.incidents) ? kept.incidents : [];
}
