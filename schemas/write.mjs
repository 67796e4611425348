/**
 * Writes the JSON schemas that editors use, from the schemas that the program uses: `npm run build && node schemas/write.mjs`,
 * then `npm run format`. `npm test` says when they are out of step.
 */
import { writeFileSync } from "node:fs";
import model from "../bin/src/model/index.js";

const text = `${JSON.stringify(model.deploymentSchema(), undefined, 2)}\n`;
writeFileSync(new URL("deployment.json", import.meta.url), text);
