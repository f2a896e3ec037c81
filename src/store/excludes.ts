/** Folders that never hold runs and are often huge: environments, caches, version control, artifact stores. */
const never = new Set(
  (
    "node_modules .git .hg .svn __pycache__ site-packages .venv venv .env env .tox .nox .mypy_cache .pytest_cache " +
    ".ruff_cache .ipynb_checkpoints .cache .idea .vscode .vscode-server .vscode-test .lossline .eggs .conda conda-meta " +
    "bower_components .next .gradle .terraform .Trash"
  ).split(" "),
);

/** Below these, the named folders hold copies of files and not logs. */
const neverBelow: readonly (readonly [parent: string, folder: string])[] = [
  [".dvc", "cache"],
  [".dvc", "tmp"],
  ["wandb", "artifacts"],
];

/** Decides by name which folders are not entered. */
export class Excludes {
  private readonly names: Set<string>;
  private readonly paths: readonly string[];

  /** @param extra names of folders, or (with a slash) paths relative to the workspace folder */
  constructor(extra: readonly string[] = []) {
    const cleaned = extra.map((entry) => entry.replace(/^\.?\/+|\/+$/g, "")).filter((entry) => entry !== "");
    this.names = new Set(cleaned.filter((entry) => !entry.includes("/")));
    this.paths = cleaned.filter((entry) => entry.includes("/"));
  }

  /**
   * @param name of the folder
   * @param parent name of the folder that it lies in
   * @param pathOf gives its path relative to the workspace folder, with forward slashes; only asked where it matters
   */
  has(name: string, parent: string, pathOf: () => string): boolean {
    if (never.has(name) || this.names.has(name)) return true;
    if (neverBelow.some(([above, below]) => above === parent && below === name)) return true;
    return this.paths.length > 0 && this.paths.includes(pathOf());
  }
}
