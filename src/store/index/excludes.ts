import type { FolderListing } from "../../readers/format";
import { formats } from "../../readers/registry";
import { groupBy } from "../../util/groupBy";
import { globMatcher } from "./globs";
import { t } from "../../util/text";

/** Folders that never hold runs and are often huge: environments, caches, version control, artifact stores. */
const never = new Set(
  (
    "node_modules .git .hg .svn __pycache__ site-packages dist-packages .venv venv .env .tox .nox .mypy_cache .pytest_cache " +
    ".ruff_cache .ipynb_checkpoints .cache .idea .vscode .vscode-server .vscode-test .lossline .eggs .conda " +
    "bower_components .next .gradle .terraform .Trash __MACOSX"
  ).split(" "),
);

/** By name, the folders that hold copies of files and not logs, as the formats know them. */
const copies = groupBy(
  formats.flatMap(({ notSearched = [] }) => notSearched),
  ({ folder }) => folder,
);

/** What a workspace folder's settings leave out. */
export interface Excluded {
  /** Setting lossline.discovery.exclude: names of folders, or (with a slash) paths relative to the workspace folder. */
  readonly exclude: readonly string[];
  /** Setting files.exclude: globs over paths relative to the workspace folder. */
  readonly hidden?: readonly string[];
  /** Setting files.watcherExclude: globs of what no file events come from. Searched all the same. */
  readonly unwatched?: readonly string[];
}

/** Decides which folders are not entered, and says why. */
export class Excludes {
  private readonly names: Set<string>;
  private readonly paths: readonly string[];
  private readonly isHidden: ((path: string) => boolean) | undefined;

  constructor({ exclude, hidden = [] }: Excluded) {
    const cleaned = exclude.map(withoutOuterSlashes).filter((entry) => entry !== "");
    this.names = new Set(cleaned.filter((entry) => !entry.includes("/")));
    this.paths = cleaned.filter((entry) => entry.includes("/"));
    this.isHidden = globMatcher(hidden);
  }

  /**
   * Why a folder is not entered, or undefined if it is.
   * @param name of the folder
   * @param parent name of the folder that it lies in
   * @param pathOf gives its path relative to the workspace folder, with forward slashes; only asked where it matters
   */
  reason(name: string, parent: string, pathOf: () => string): string | undefined {
    if (never.has(name) || holdsCopies(name, parent)) return t("never holds runs");
    if (this.names.has(name) || (this.paths.length > 0 && this.paths.includes(pathOf()))) {
      return t("excluded by {setting}", { setting: "lossline.discovery.exclude" });
    }
    return this.isHidden?.(pathOf()) ? t("excluded by {setting}", { setting: "files.exclude" }) : undefined;
  }
}

function withoutOuterSlashes(entry: string): string {
  const parts = entry.split("/").filter((part) => part !== "");
  return (parts[0] === "." ? parts.slice(1) : parts).join("/");
}

function holdsCopies(name: string, parent: string): boolean {
  return (copies.get(name) ?? []).some(({ parent: above }) => {
    if (above === undefined) return true;
    return typeof above === "string" ? above === parent : above.test(parent);
  });
}

/** Whether a folder is a Python environment, whatever it is called, or says itself that it is a cache (CACHEDIR.TAG). */
export function isNoise({ files, folders }: FolderListing): boolean {
  return files.includes("pyvenv.cfg") || folders.includes("conda-meta") || files.includes("CACHEDIR.TAG");
}
