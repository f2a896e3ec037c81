import { join } from "node:path";
import { packagesOfConda, packagesOfPip, type Packages } from "./packages";
import { dvcDependencies, mlflowDatasets, mlflowEnvironment, wandbEnvironment } from "./records";
import { namesIn, textOf } from "./text";

/** What files in a run's own folder record of where, and on what, it was trained. */
export interface Surroundings {
  /** "python", "gpu", … → as it is recorded. */
  readonly environment: ReadonlyMap<string, string>;
  /** Version by package; empty where none is stated. */
  readonly packages: Packages;
  /** Digest by the name of what was read. */
  readonly data: ReadonlyMap<string, string>;
  /** Absolute path of the patch from the commit to the code that ran. */
  readonly patch?: string;
}

export const noSurroundings: Surroundings = { environment: new Map(), packages: new Map(), data: new Map() };

/** Where trackers put such files, relative to a run's folder. */
const places = ["", "files", "artifacts", "artifacts/model"];

const pipFiles = ["requirements.txt"];
const condaFiles = ["conda.yaml", "conda-environment.yaml", "environment.yml", "environment.yaml"];

/**
 * Reads what is recorded beside a run: pip's and conda's lists, W&B's metadata and patch, MLflow's tags and dataset inputs, DVC's lock.
 * What cannot be read is not known. Opens some twenty small files at most.
 * @param folder the run's own folder, absolute: what lies in a folder of several runs says nothing of one of them
 */
export function surroundingsOf(folder: string): Surroundings {
  const names = new Set(places.flatMap((place) => namesIn(join(folder, place)).map((name) => join(place, name))));
  const found = (files: readonly string[]) =>
    places.flatMap((place) => files.map((file) => join(place, file))).filter((path) => names.has(path));
  const read = <T>(files: readonly string[], parse: (text: string) => ReadonlyMap<string, T>) =>
    found(files).flatMap((path) => {
      const text = textOf(join(folder, path));
      return text === undefined ? [] : [...parse(text)];
    });
  const [patch] = found(["diff.patch"]);
  return {
    environment: new Map([...mlflowEnvironment(folder), ...read(["wandb-metadata.json"], wandbEnvironment)]),
    packages: new Map([...read(condaFiles, packagesOfConda), ...read(pipFiles, packagesOfPip)]),
    data: new Map([...mlflowDatasets(folder), ...read(["dvc.lock"], dvcDependencies)]),
    ...(patch !== undefined && { patch: join(folder, patch) }),
  };
}
