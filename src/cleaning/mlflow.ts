import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { readText } from "../readers/parsing/files/open";
import type { RunSummary } from "../shared/run";
import { t } from "../util/text";

/** A `meta.yaml` of a store of files: of a run, or of a version of a registered model. */
interface Meta {
  /** The folder that it lies in: absolute path. */
  readonly folder: string;
  readonly text: string;
}

const mostEntries = 100_000;
const mostBytes = 256 * 1024;
const trash = ".trash";

/** The store of files that a run's folder lies in: `mlruns`, also for what MLflow moved to its own trash. */
export function storeOf(folder: string): string {
  const store = dirname(dirname(folder));
  return basename(store) === trash ? dirname(store) : store;
}

/** What the stores say of runs and registered models; each is read once. */
export class MlflowStores {
  private readonly known = new Map<string, Promise<readonly Meta[]>>();

  /**
   * Whether something else needs a run's folder: a registered model, which the registry has no copy of, or another run whose
   * artifacts lie there.
   * @param folder absolute path, named by the run's id
   */
  async isNeeded(folder: string): Promise<boolean> {
    const id = basename(folder);
    const metas = await this.metasOf(storeOf(folder));
    return metas.length >= mostEntries || metas.some((meta) => meta.folder !== folder && meta.text.includes(id));
  }

  /** The runs that MLflow counts as deleted and keeps for `mlflow gc`. @param root the workspace folder that the store lies in */
  async deletedIn(store: string, root: string): Promise<readonly RunSummary[]> {
    const metas = await this.metasOf(store);
    return metas.flatMap(({ folder, text }) => {
      const isDeleted =
        /^lifecycle_stage: *['"]?deleted\b/m.test(text) || dirname(dirname(folder)) === join(store, trash);
      return isDeleted && /^run_(?:id|uuid):/m.test(text) ? [deletedRun(folder, root)] : [];
    });
  }

  private metasOf(store: string): Promise<readonly Meta[]> {
    const known = this.known.get(store) ?? readStore(store);
    this.known.set(store, known);
    return known;
  }
}

/** `EXPERIMENT/RUN/meta.yaml`, `models/NAME/version-N/meta.yaml`, and both kinds below `.trash`. */
async function readStore(store: string): Promise<readonly Meta[]> {
  const metas: Meta[] = [];
  for (const outer of [...(await foldersIn(store)), ...(await foldersIn(join(store, trash)))])
    for (const folder of await foldersIn(outer)) {
      if (metas.length >= mostEntries) return metas;
      for (const place of basename(outer) === "models" ? await foldersIn(folder) : [folder]) {
        const text = textOf(join(place, "meta.yaml"));
        if (text !== "") metas.push({ folder: place, text });
      }
    }
  return metas;
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

function textOf(path: string): string {
  try {
    return readText(path, mostBytes);
  } catch {
    return "";
  }
}

function deletedRun(folder: string, root: string): RunSummary {
  const path = relative(root, folder).split(sep).join("/");
  return {
    id: folder,
    name: basename(folder),
    root,
    path,
    folder: dirname(path),
    formats: ["mlflow"],
    sources: [join(folder, "meta.yaml")],
    status: "unknown",
    statusCause: "none",
    statusReason: t("MLflow counts it as deleted"),
    lastWriteAt: 0,
    params: {},
    series: [],
  };
}
