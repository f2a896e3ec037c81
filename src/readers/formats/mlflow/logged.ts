import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { LoggedFiles } from "../../format";
import { headBytes, headOf } from "../../parsing/files/head";

/** Where MLflow puts artifacts beside a database: by itself, and by its server. */
const besideDatabase = ["mlruns", "mlartifacts"];
const mostFolders = 2000;
/** MLflow writes its keys in the order of the alphabet, long ones (flavors, metadata) before it: whose it is may stand far down. */
const owner = /^run_id: *['"]?([0-9a-f]{32})\b/m;

/**
 * The artifacts of a database's run, and the models that a run logged: MLflow 3 keeps those of an experiment beside its runs, as
 * `models/m-ID/artifacts`, each with an `MLmodel` that names its run (mlflow/models/model.py).
 */
export function* loggedBy(home: string, run: string): Generator<void, LoggedFiles> {
  const isFolder = basename(home) === run;
  const beside = isFolder ? undefined : besideDatabase.map((name) => foldersIn(join(dirname(home), name)));
  const experiments = beside?.flatMap(({ folders }) => folders) ?? [dirname(home)];
  const models: string[] = [];
  let unseen = beside?.reduce((all, { beyond }) => all + beyond, 0) ?? 0;
  for (const experiment of experiments) {
    const { folders, beyond } = foldersIn(join(experiment, "models"));
    unseen += beyond;
    for (const model of folders) {
      const folder = join(model, "artifacts");
      const head = headOf(join(folder, "MLmodel"), headBytes)?.toString("utf8") ?? "";
      if (owner.exec(head)?.[1] === run) models.push(folder);
      yield;
    }
  }
  const artifacts = isFolder ? undefined : experiments.map((experiment) => join(experiment, run, "artifacts"));
  return { artifacts, models, unseen };
}

/** The first folders in a folder, and how many there are beyond. */
function foldersIn(folder: string): { readonly folders: readonly string[]; readonly beyond: number } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const folders = names.slice(0, mostFolders).map((name) => join(folder, name));
    return { folders, beyond: names.length - folders.length };
  } catch {
    return { folders: [], beyond: 0 }; // no such store
  }
}
