import { basename, dirname, relative } from "node:path";
import type { FoldedFolder } from "../../readers/format";
import { formats } from "../../readers/registry";

/** Folders in which loggers keep a part of a run: Keras's train/ and validation/, CatBoost's learn/ and test/. */
const splitName = /^(train|training|learn|val|valid|validation|eval|evaluation|test)$/i;

/** torch's add_hparams logs into a sub-folder named by the time: "1790000000.123456". */
const bareFloat = /^\d+\.\d+$/;

/** How many folders deep the name of one curve of add_scalars may lead. */
const mostLevels = 3;

/** Where a sub-folder's series go, and what their tags are called there. */
export interface Fold {
  readonly into: string;
  readonly nameOf: (tag: string) => string;
}

/** What is known of the folders that hold runs, while it is decided which of them are parts of others. */
export interface FolderFacts {
  /** The folder has sources of its own. */
  isRun(folder: string): boolean;
  /** Some of the folder's sources are of this format. */
  isOf(folder: string, format: string): boolean;
  /** Some of the folder's sources are a log that makes it a run: Ultralytics' runs are called train, too. */
  isWhole(folder: string): boolean;
  /** There is a log file in the folder that makes it a run by its plain name: `metrics.csv`. */
  hasLog(folder: string): boolean;
  /** Folders directly below that have sources. */
  childrenOf(folder: string): readonly string[];
  tagsOf(folder: string): readonly string[];
}

/** Whether a name says that a folder or file is one split of a run's log. */
export function isSplitName(name: string): boolean {
  return splitName.test(name);
}

/** Decides whether a folder with sources is a part of a run further up, and of which. FORMATS rule: one run, one entry. */
export function foldOf(folder: string, root: string, facts: FolderFacts): Fold | undefined {
  if (folder === root) return undefined;
  const parent = dirname(folder);
  const name = basename(folder);
  const scalars = scalarsFold(folder, root, facts);
  if (scalars) return scalars;
  if (isSplitName(name) && !facts.isWhole(folder)) {
    const siblings = facts.childrenOf(parent);
    if (facts.isRun(parent) || (siblings.length > 0 && siblings.every((sibling) => isSplitName(basename(sibling))))) {
      return { into: parent, nameOf: (tag) => `${name}/${tag}` };
    }
  }
  const told = toldFold(folder, facts);
  if (told) return told;
  if (bareFloat.test(name) && facts.isRun(parent) && !isOneOfSeveral(folder, facts)) {
    return { into: parent, nameOf: (tag) => tag };
  }
  return undefined;
}

/** Folders that formats say are parts of the runs above them. */
const toldFolds = formats.flatMap(({ id, layout }) => (layout?.folds ?? []).map((fold) => ({ id, ...fold })));

/** The run that a log file belongs to because its tool keeps files of its runs in such a folder: W&B what was printed, in `files`. */
export function toolsRunOf(folder: string, facts: FolderFacts): string | undefined {
  return toldFold(folder, facts, (rule) => rule.into === "ours")?.into;
}

function toldFold(
  folder: string,
  facts: FolderFacts,
  counts: (rule: FoldedFolder) => boolean = () => true,
): Fold | undefined {
  const parent = dirname(folder);
  const name = basename(folder);
  for (const [into, path] of [
    [parent, name],
    [dirname(parent), `${basename(parent)}/${name}`],
  ] as const) {
    const rule = toldFolds.find((fold) => {
      if (!counts(fold) || !fold.below.test(path)) return false;
      if (fold.into === "ours") return facts.isOf(into, fold.id);
      return fold.into === undefined || facts.isWhole(into) || facts.hasLog(into);
    });
    if (rule) return { into, nameOf: rule.prefixed ? (tag) => `${path}/${tag}` : (tag) => tag };
  }
  return undefined;
}

/** Whether a writer logged nothing but what add_hparams takes, time and again: each is a training, with parameters of its own. */
function isOneOfSeveral(folder: string, facts: FolderFacts): boolean {
  const parent = dirname(folder);
  const isAnother = (sibling: string) => sibling !== folder && bareFloat.test(basename(sibling));
  return facts.tagsOf(parent).length === 0 && facts.childrenOf(parent).some(isAnother);
}

/**
 * torch's add_scalars(main, {a, b}) logs `main` into the sub-folders <main>_a and <main>_b, slashes in `main` written as
 * "_"; those in `a` make further folders. tensorboardX's logs into <main>/a and <main>/b.
 */
function scalarsFold(folder: string, root: string, facts: FolderFacts): Fold | undefined {
  for (let into = dirname(folder), levels = 1; levels <= mostLevels; into = dirname(into), levels++) {
    const name = relative(into, folder).replaceAll("\\", "/");
    const starts = (tag: string) => name.startsWith(`${tag.replaceAll("/", "_")}_`) || name.startsWith(`${tag}/`);
    if (facts.isRun(into) && holdsFor(facts.tagsOf(folder), starts))
      return { into, nameOf: (tag) => `${tag}/${name.slice(tag.length + 1)}` };
    if (into === root) return undefined;
  }
  return undefined;
}

/** There are some, and it holds for each. */
function holdsFor<T>(all: readonly T[], test: (one: T) => boolean): boolean {
  return all.length > 0 && all.every(test);
}
