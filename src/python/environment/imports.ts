import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { exists, foldersUp } from "./paths";

/** How Python must be told of a script so that its imports are found. */
export interface ImportSetup {
  /** The script's name as a module, where only that works: it imports relatively. */
  readonly module?: string;
  /** Folders for PYTHONPATH: absolute paths, the nearest first. */
  readonly pythonPath: readonly string[];
}

/**
 * What a script needs to find the project's own modules. Started by its path it sees its own folder only; so what it imports
 * from a folder above, or from `src` there, needs that folder on PYTHONPATH, and a script that imports relatively (`from .
 * import x`) must be started as a module of its package.
 * @param text the script's
 * @param root the workspace folder: nothing is looked for above it
 */
export async function importSetup(script: string, text: string, root: string | undefined): Promise<ImportSetup> {
  const imports = importsOf(text);
  const folder = dirname(script);
  const own = imports.dots > 0 ? await packageRoot(folder, imports.dots) : undefined;
  const places = foldersUp(folder, root).flatMap((each) => [each, join(each, "src")]);
  const found = new Set(own === undefined ? [] : [own]);
  for (const name of imports.names) {
    const place = await placeOf(name, places);
    if (place !== undefined && (place !== folder || own !== undefined)) found.add(place);
  }
  const pythonPath = [...found];
  if (own === undefined) return { pythonPath };
  const parts = relative(own, script).replace(/\.py$/, "").split(sep);
  if (basename(script) === "__main__.py") parts.pop();
  return parts.every((part) => /^[A-Za-z_]\w*$/.test(part)) ? { module: parts.join("."), pythonPath } : { pythonPath };
}

/** The first place where a module of this name lies: as a file, as a package, or as a folder of Python files. */
async function placeOf(name: string, places: readonly string[]): Promise<string | undefined> {
  for (const place of places) {
    if (await exists(join(place, `${name}.py`))) return place;
    const files = await readdir(join(place, name)).catch(() => []);
    if (files.some((file) => file.endsWith(".py"))) return place;
  }
  return undefined;
}

/** The folder that holds the package: above every `__init__.py`, and as far up as the dots reach. */
async function packageRoot(folder: string, dots: number): Promise<string> {
  let at = folder;
  for (let up = 0; up < 50 && dirname(at) !== at; up++) {
    if (up >= dots && !(await exists(join(at, "__init__.py")))) break;
    at = dirname(at);
  }
  return at;
}

interface Imports {
  /** The most dots of a relative import; 0 if there is none. */
  readonly dots: number;
  /** First parts of what is imported otherwise. */
  readonly names: ReadonlySet<string>;
}

const most = 500;

/** Reads the import statements of a module, also those within functions. */
export function importsOf(text: string): Imports {
  const names = new Set<string>();
  let dots = 0;
  for (const [, from, list] of text.matchAll(/^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b|import[ \t]+([^\n#;]+))/gm)) {
    const relative = /^\.+/.exec(from ?? "");
    if (relative) dots = Math.max(dots, relative[0].length);
    const modules = from === undefined ? (list ?? "").split(",") : relative ? [] : [from];
    for (const each of modules) {
      const name = /^[ \t]*(\w+)/.exec(each)?.[1];
      if (name !== undefined && names.size < most) names.add(name);
    }
  }
  return { dots, names };
}
