/** Runs a Pulumi program without an engine, on a tenant, and tells what it registered and how it failed. */
import * as pulumi from "@pulumi/pulumi";

/** A resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  readonly protect: boolean;
  readonly dependencies: readonly string[];
  readonly inputs: Record<string, unknown>;
}

export interface Ran {
  readonly resources: readonly Registered[];
  /** Messages of errors, each error once, as Pulumi prints them; a stack or a path of the machine shows up here too. */
  readonly errors: readonly string[];
}

type Component = pulumi.ComponentResource<unknown>;
interface Insides {
  getData(): Promise<unknown>;
  readonly __childResources?: Set<pulumi.Resource>;
}

/** `program` returns the components it made. */
export async function runProgram(config: Record<string, string>, program: () => readonly Component[]): Promise<Ran> {
  const resources: Registered[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
    call: () => ({}),
  });
  record(resources);
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [`pim:${key}`, value])));
  const errors = await collectErrors(async () => {
    const components = program();
    // what depends on a component that failed never gets a URN, so nobody waits for children before all have stood up
    await Promise.all(components.map(initialized));
    await Promise.all(components.map(registered));
  });
  return { resources, errors };
}

/** Inputs by name of the resources of one type. */
export function ofType({ resources }: Ran, type: string): Record<string, unknown>[] {
  return resources.filter((one) => one.type.endsWith(`:${type}`)).map(({ inputs }) => inputs);
}

/** As Pulumi's runner does: what nobody catches is printed, the same error once, only a RunError without its stack. */
async function collectErrors(work: () => Promise<void>): Promise<string[]> {
  const errors = new Set<unknown>();
  const own = process.listeners("unhandledRejection");
  const collect = (error: unknown) => void errors.add(error);
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", collect);
  try {
    await work().catch(collect);
    // rejections are reported a turn later
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("unhandledRejection", collect);
    for (const listener of own) process.on("unhandledRejection", listener);
  }
  return [...errors].map((error) =>
    pulumi.RunError.isInstance(error) && error.stack === ""
      ? error.message
      : `not for people: ${(error as Error).stack}`,
  );
}

async function initialized(component: Component): Promise<void> {
  await (component as unknown as Insides).getData();
  await Promise.all(childrenOf(component).filter(pulumi.ComponentResource.isInstance).map(initialized));
}

/** Until every child has its URN. */
async function registered(component: Component): Promise<void> {
  for (const child of childrenOf(component)) {
    if (pulumi.ComponentResource.isInstance(child)) await registered(child);
    else await new Promise((resolve) => child.urn.apply(resolve));
  }
}

function childrenOf(component: Component): pulumi.Resource[] {
  return [...((component as unknown as Insides).__childResources ?? [])];
}

interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getDependenciesList(): string[];
  getObject(): { toJavaScript(): Record<string, unknown> };
}
type Register = (request: Request, callback: (error: unknown, answer: { getUrn(): string }) => void) => unknown;

function record(resources: Registered[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource: Register };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, answer) => {
      const { __provider, ...inputs } = request.getObject().toJavaScript();
      resources.push({
        type: request.getType(),
        name: request.getName(),
        urn: answer.getUrn(),
        parent: request.getParent(),
        protect: request.getProtect(),
        dependencies: request.getDependenciesList(),
        inputs,
      });
      callback(error, answer);
    });
}
