import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "./mistake";

/** Stack config travels to the program in one environment string, which the kernel cuts, and stays in the state. */
const INLINE_LIMIT = 16 * 1024;
const SET = "pulumi config set pim:deployment deployments/dev.yaml";

/** A deployment's text, and what to call it in messages. */
export interface DeploymentSource {
  readonly name: string;
  readonly text: string;
}

/**
 * The text of a deployment: of a file, relative to the folder of Pulumi.yaml, or the value itself where it is YAML rather than a
 * path. Errors: no value, no such file, more than 16 KB inline.
 */
export function deploymentSource(value: string | undefined): DeploymentSource {
  if (value === undefined || value.trim() === "") {
    throw refusal(`stack config pim:deployment is missing; name the deployment file: ${SET}`);
  }
  if (/[\n{]/.test(value)) return inline(value);
  const path = resolve(pulumi.getRootDirectory(), value);
  try {
    return { name: value, text: readFileSync(path, "utf8") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      ENOENT: "does not exist",
      EISDIR: "is a folder",
      EACCES: "may not be read",
    };
    const reason = reasons[code ?? ""] ?? `cannot be read (${code})`;
    throw refusal(`deployment file "${value}" ${reason}; paths start at the folder of Pulumi.yaml: ${SET}`);
  }
}

function inline(text: string): DeploymentSource {
  const bytes = Buffer.byteLength(text);
  if (bytes <= INLINE_LIMIT) return { name: "pim:deployment", text };
  throw refusal(
    `stack config pim:deployment holds ${bytes} bytes of text, at most ${INLINE_LIMIT} are allowed; put it into a file and name that: ${SET}`,
  );
}
