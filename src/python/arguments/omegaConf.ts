import { dirname, resolve } from "node:path";
import { foldersUp } from "../environment/paths";
import { readConfig } from "./configFile";
import { specsOfKeys } from "./configKeys";
import { valueOf } from "./literals";
import { below, calleeOf, givenTo, type Source } from "./source";
import type { ArgSpec } from "./spec";

/** The keys of the files that a script loads by a literal path where `OmegaConf.from_cli()` lets the command line set them. */
export async function omegaConfIn(script: Source, root: string | undefined): Promise<readonly ArgSpec[]> {
  if (!/\bOmegaConf\.from_cli\(/.test(script.text)) return [];
  const paths = [...below(script.root)].flatMap((node) => {
    if (node.name !== "CallExpression" || calleeOf(node, script) !== "OmegaConf.load") return [];
    const [first] = givenTo(node, script).positional;
    const path = first && valueOf(first, script);
    return typeof path === "string" ? [path] : [];
  });
  const found = new Map<string, ArgSpec>();
  for (const path of paths) {
    // A script is started in its own folder, or in one above it.
    for (const folder of foldersUp(dirname(script.path), root)) {
      const file = await readConfig(resolve(folder, path));
      if (!file) continue;
      if (file !== "unread") for (const spec of specsOfKeys(file)) found.set(spec.dest, spec);
      break;
    }
  }
  return [...found.values()];
}
