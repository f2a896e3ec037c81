import { basename, dirname, join } from "node:path";
import type { Format } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { parsePythonJson } from "../../parsing/documents/pythonJson";
import { headBytes } from "../../parsing/files/head";
import { SideFiles } from "../../parsing/params/sideFiles";
import { areScores, fillScores } from "./model";

/** What people call the file into which they write what a training came to. */
const scoresName =
  /^(?:(?:final|test|eval|evaluation|val|validation|best|train|training)[_-]?)?(?:metrics|results?|scores?|performance|evaluation)\.json$/i;
/** What a training was started with, beside it: what a later one says goes over an earlier one. */
const configNames = [
  "config",
  "params",
  "args",
  "hparams",
  "hyperparameters",
  "hyper_parameters",
  "training_args",
].flatMap((stem) => [`${stem}.yaml`, `${stem}.yml`, `${stem}.json`]);
const mostFiles = 20;
const trainerFiles = ["all_results.json", "train_results.json", "trainer_state.json"];
const trainerResults = /^(?:train|eval|test|predict)_results\.json$/;

/**
 * What people's own programs write at the end of a training, one number for each metric, beside the configuration that it was
 * started with. Such names may stand on anything, so there must be both, and the names of the metrics decide. What DVCLive or a
 * pipeline of DVC's calls so is theirs.
 */
export const scores: Format = {
  id: "scores",
  title: "Scores in JSON",
  claim({ path, files }, heads) {
    if (!files.some((file) => configNames.includes(file)) || basename(path) === "dvclive") return [];
    // The Trainer's own, which its format reads as one.
    const isTrainers = (file: string) => trainerFiles.some((name) => files.includes(name)) && trainerResults.test(file);
    const pipeline = files.includes("dvc.yaml") ? (heads.head("dvc.yaml", headBytes)?.toString("utf8") ?? "") : "";
    return files
      .filter((file) => scoresName.test(file) && !pipeline.includes(file) && !isTrainers(file))
      .slice(0, mostFiles)
      .filter((file) => {
        const head = heads.head(file, headBytes);
        const parsed = head && head.length < headBytes ? parsePythonJson(head.toString("utf8")) : undefined;
        return parsed?.ok === true && areScores(parsed.value);
      })
      .map((file) => ({ path: join(path, file), runFolder: path, scope: "file" }));
  },
  open(path) {
    const sides = new SideFiles(dirname(path), configNames);
    return new DocumentsReader([path], (read, into) => fillScores(read.get(path), into.run(), path), sides);
  },
};
