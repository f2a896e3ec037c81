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
  const experiments = isFolder ? [dirname(home)] : experimentsBeside(dirname(home));
  const models: string[] = [];
  for (const experiment of experiments)
    for (const model of foldersIn(join(experiment, "models"))) {
      const folder = join(model, "artifacts");
      const head = headOf(join(folder, "MLmodel"), headBytes)?.toString("utf8") ?? "";
      if (owner.exec(head)?.[1] === run) models.push(folder);
      yield;
    }
  const artifacts = isFolder ? undefined : experiments.map((experiment) => join(experiment, run, "artifacts"));
  return { artifacts, models };
}

function experimentsBeside(folder: string): string[] {
  return besideDatabase.flatMap((name) => foldersIn(join(folder, name)));
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).slice(0, mostFolders);
    return folders.map(({ name }) => join(folder, name));
  } catch {
    return []; // no such store
  }
}
