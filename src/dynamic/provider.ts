/**
 * The text that Pulumi stores with each resource and runs in the provider process. A contract for ever: old state runs it
 * against the installed package, so it never changes and `pim-as-code/handlers` never loses a name. See decisions/0001.
 */
export function providerText(className: string): string {
  return `exports.handler=()=>require("pim-as-code/handlers").${className};`;
}
