import { dirname, join } from "node:path";
import type { Format } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { fillTrial } from "./model";

const trialName = "trial.json";
const glanceBytes = 4096;
const named = /^trial_./;

/**
 * The trials of Keras Tuner: a folder `trial_*` for each in the folder of its search, with a document that says what was tried
 * and what came of it. Source: keras_tuner, engine/trial.py and engine/oracle.py.
 */
export const kerasTuner: Format = {
  id: "keras-tuner",
  title: "Keras Tuner",
  claim({ path, files }, heads) {
    const isTrial = files.includes(trialName) && named.test(path.slice(dirname(path).length + 1));
    if (!isTrial || !isTrialHead(heads.head(trialName, glanceBytes))) return [];
    return [{ path: join(path, trialName), runFolder: path, scope: "folder" }];
  },
  open: (path) => new DocumentsReader([path], (read, into) => fillTrial(read.get(path), path, into)),
  layout: { standsAlone: true },
};

function isTrialHead(head: Buffer | undefined): boolean {
  const text = head?.toString("utf8") ?? "";
  return /^\s*\{/.test(text) && text.includes('"trial_id"') && text.includes('"hyperparameters"');
}
