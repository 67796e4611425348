import type * as pulumi from "@pulumi/pulumi";
import { typeToken } from "../model";
import { providerText } from "./provider";

/** Every field may also be a value that another resource will give. */
export type Inputs<T> = { [Field in keyof T]: pulumi.Input<T[Field]> };

/** What every resource of this package tells Pulumi: its token, its handler, its name, and to leave `found` alone. */
export function register(
  className: string,
  name: string,
  args: object,
  outputs: readonly string[],
  options: pulumi.CustomResourceOptions = {},
): [type: string, name: string, props: pulumi.Inputs, options: pulumi.CustomResourceOptions] {
  const known = Object.fromEntries(outputs.map((output) => [output, undefined]));
  // the SDK makes promises for a field that says nothing as for any other
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
  const props = { ...known, ...given, logicalName: name, __provider: providerText(className) };
  return [typeToken(className), name, props, { ...options, ignoreChanges: ["found", ...ignored(options)] }];
}

function ignored(options: pulumi.CustomResourceOptions): string[] {
  return (options.ignoreChanges ?? []).filter((path): path is string => typeof path === "string" && path !== "found");
}
