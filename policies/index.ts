import { PolicyPack } from "@pulumi/policy";
import { toPolicy } from "./lib/policy";
import { profile } from "./lib/profile";
import { rules } from "./rules";

new PolicyPack("pim-as-code", { policies: rules.map(toPolicy) }, profile(process.env.PIM_POLICY_PROFILE));
