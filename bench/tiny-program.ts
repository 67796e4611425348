/** The program of the tiny floor: as many resources as the stack config `bench:size` says, one number each. */
import * as pulumi from "@pulumi/pulumi";
import { providerText } from "../src/dynamic/provider";

class Custom extends pulumi.CustomResource {}

const size = new pulumi.Config("bench").requireNumber("size");
for (let index = 0; index < size; index += 1) {
  new Custom("pulumi-nodejs:dynamic/pim:Tiny", `tiny-${index}`, { index, __provider: providerText("Tiny") });
}
