import { basename, dirname } from "node:path";
import type { Format } from "../../format";
import { checkpointsIn, checkpointStep, stateFile } from "./folders";
import { trainerName } from "../../parsing/params/trainerName";
import { TrainerReader } from "./reader";
import { isResultsFile, ResultsReader, resultsIn } from "./results";

/** Checkpoints looked into for a state: the latest may be half-made, and other tools' checkpoints hold none. */
const mostCheckpoints = 3;

/**
 * What the Hugging Face Trainer leaves in its output folder, and so TRL, Axolotl, sentence-transformers and Unsloth: states
 * with the whole history, in the folder and in its checkpoints; or only the results of an evaluation. Source: transformers,
 * trainer_callback.TrainerState.
 */
export const hfTrainer: Format = {
  id: "hf-trainer",
  title: "Hugging Face Trainer",
  claim(folder, heads) {
    const hasState =
      folder.files.includes(stateFile) ||
      checkpointsIn(folder.folders)
        .slice(0, mostCheckpoints)
        .some((name) => heads.head(`${name}/${stateFile}`, 1) !== undefined);
    if (!hasState) {
      const path = resultsIn(folder, heads);
      return path === undefined ? [] : [{ path, runFolder: folder.path, scope: "folder" }];
    }
    const isCheckpoint = checkpointStep(basename(folder.path)) !== undefined;
    return [
      {
        path: folder.path,
        runFolder: folder.path,
        scope: "folder",
        ...(isCheckpoint && { partOf: dirname(folder.path) }),
      },
    ];
  },
  open: (path) => (isResultsFile(path) ? new ResultsReader(path) : new TrainerReader(path)),
  layout: { nameOf: trainerName, folds: [{ below: /^(?:runs|logs)\/[^/]+$/, into: "ours" }] },
};
