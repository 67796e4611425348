/** What the equal floor declares: the resources of an exported state, input for input. */

/** One resource; others are named by their URN in the state it was taken from. */
export interface FloorLine {
  readonly urn: string;
  readonly type: string;
  readonly kind: "component" | "stash" | "custom";
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly dependsOn: readonly string[];
  /** Inputs that are the output of a Stash. */
  readonly stashed: Readonly<Record<string, string>>;
}

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly inputs?: Record<string, unknown>;
  readonly parent?: string;
  readonly dependencies?: string[];
  readonly propertyDependencies?: Record<string, string[]>;
}

const STASH = "pulumi:index:Stash";
/** Made by the engine itself. */
const MADE = /^pulumi:(pulumi:Stack|providers:)/;

/** @param state the text of `pulumi stack export` */
export function floorLines(state: string): FloorLine[] {
  const { deployment } = JSON.parse(state) as { deployment: { resources: StateResource[] } };
  const resources = deployment.resources.filter(({ type }) => !MADE.test(type));
  const stashes = new Set(resources.filter(({ type }) => type === STASH).map(({ urn }) => urn));
  const known = new Set(resources.map(({ urn }) => urn));
  return resources.map(({ urn, type, custom, inputs = {}, parent, dependencies = [], propertyDependencies = {} }) => ({
    urn,
    type,
    kind: stashes.has(urn) ? "stash" : custom ? "custom" : "component",
    name: urn.split("::").at(-1) ?? urn,
    inputs,
    ...(parent !== undefined && known.has(parent) ? { parent } : {}),
    dependsOn: dependencies.filter((other) => !stashes.has(other)),
    stashed: Object.fromEntries(
      Object.entries(propertyDependencies).flatMap(([property, urns]) =>
        urns.filter((other) => stashes.has(other)).map((stash) => [property, stash]),
      ),
    ),
  }));
}
