import { opendir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promotionFile, promotionIn } from "../models/promotion";
import { HumanError } from "../util/errors";
import { isWithin } from "../util/paths";
import { t } from "../util/text";

/** What was promoted: the runs by handle, and the folders of models, which are absolute paths. */
export interface Promoted {
  readonly handles: ReadonlySet<string>;
  readonly folders: readonly string[];
}

const mostFolders = 500_000;
/** Folders that hold neither runs nor models, and much else. */
const passed = new Set(["node_modules", ".git", "__pycache__", ".venv", "venv", "site-packages", ".lossline"]);

/**
 * Every promotion below some folders, wherever it was written to. Links are not followed.
 * @throws {HumanError} where there are too many folders to look into: what is not known can't be protected
 * @param roots absolute paths
 * @param named the folders that models are promoted into, within the others or not: absolute paths
 */
export async function promotedIn(
  roots: readonly string[],
  named: readonly string[],
  most = mostFolders,
): Promise<Promoted> {
  const handles = new Set<string>();
  const folders = new Set<string>();
  const waiting = [...roots, ...named.filter((folder) => !roots.some((root) => isWithin(folder, root)))];
  for (let seen = 0; waiting.length > 0; seen++) {
    if (seen >= most)
      throw new HumanError(t("There are more than {most} folders to look for promoted models in.", { most }));
    const folder = waiting.pop()!;
    for await (const entry of await opendir(folder).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !passed.has(entry.name)) waiting.push(path);
      if (entry.name !== promotionFile) continue;
      const ofModel = dirname(folder);
      folders.add(ofModel);
      if (named.includes(dirname(ofModel))) folders.add(dirname(ofModel));
      const promotion = promotionIn(folder);
      if (promotion) handles.add(promotion.run.handle);
    }
  }
  return { handles, folders: [...folders] };
}
