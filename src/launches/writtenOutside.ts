import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isWithin } from "../util/paths";
import type { Launch } from "./launch";
import { resolvePath } from "./paths";
import { optionOf, reads } from "./writtenOver";

/** Options that name what is written and holds no runs. */
const passing = /cache|tmp|temp[-_]?(?:dir|folder|path)/i;

/** So many entries of a folder are asked at most whether they are new. */
const most = 200;
/** File systems keep times less exactly than clocks do, in ms. */
const slack = 2000;

/**
 * A folder that an argument of a launch names, that it wrote to, and that lies in none of those in which runs are looked for; as
 * an absolute path without links. Undefined if there is none.
 * @param searched absolute paths
 */
export async function writtenOutside(
  { args, cwd, startedAt }: Pick<Launch, "args" | "cwd" | "startedAt">,
  searched: readonly string[],
): Promise<string | undefined> {
  const known = await Promise.all(searched.map((folder) => realpath(folder).catch(() => folder)));
  for (const [index, argument] of args.entries()) {
    const { option, path } = optionOf(args, index, argument);
    if (option === undefined || path === "" || path.startsWith("-")) continue;
    if (reads.test(option) || passing.test(option)) continue;
    const folder = await realpath(resolvePath(path, cwd)).catch(() => undefined);
    if (folder === undefined || known.some((each) => isWithin(folder, each))) continue;
    // The folder that holds the workspace holds everything.
    if (known.some((each) => isWithin(each, folder))) continue;
    if (await wasWrittenSince(folder, startedAt - slack)) return folder;
  }
  return undefined;
}

/** Of folders that launches wrote to, those to ask about: each once, and one of those that lie beside each other, as a sweep writes them. */
export class FolderOffers {
  private readonly asked = new Set<string>();

  /** @param path absolute @returns whether it is to be asked about; from then on it isn't */
  take(path: string): boolean {
    const parent = dirname(path);
    if (this.asked.has(parent)) return false;
    this.asked.add(parent);
    return true;
  }
}

/** Whether a folder, or what lies in it, was changed since a time. */
async function wasWrittenSince(folder: string, since: number): Promise<boolean> {
  const own = await stat(folder).catch(() => undefined);
  if (!own?.isDirectory()) return false;
  if (own.mtimeMs >= since) return true;
  const names = await readdir(folder).catch(() => []);
  for (const name of names.slice(0, most)) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && found.mtimeMs >= since) return true;
  }
  return false;
}
