// The sample project, copied, so that no test writes into the repository.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { temporaryFolder } from "./processes.mjs";

/** @returns {string} the copy; deleted when this process ends */
export function copyOfSample() {
  const folder = join(temporaryFolder("project"), "sample");
  cpSync(join(root, "sample"), folder, { recursive: true, preserveTimestamps: true });
  return folder;
}
