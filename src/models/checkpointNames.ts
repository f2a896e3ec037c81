/** What a name tells of where in a training a checkpoint was saved. */
export interface SavedAt {
  readonly step?: number;
  readonly epoch?: number;
  /** A number that may be either. */
  readonly number?: number;
}

/** How sure a name is that a file is a model: a data file may end like one ("train.h5", "batch_3.pt"). */
export type Likeness = "surely" | "maybe";

/** Endings that nothing but models have. */
const models = /\.(?:ckpt|safetensors|keras|onnx|cbm|ubj|tflite|gguf|pdparams)$/i;
/** Endings that models share with data and archives. */
const either = /\.(?:pt|pth|h5|hdf5|bin|msgpack|tar|pkl|pickle|joblib|npz)$/i;
/** What lies beside a model and is none. */
const beside =
  /^(?:optim.*|scheduler.*|rng_state.*|training_args|scaler.*|events\.out.*|args|tokenizer.*|vocab.*|.*[-_.]optim(?:izer)?)\.\w+$/i;
const word = (words: string) => new RegExp(`(?:^|[^a-z])(?:${words})(?:[^a-z]|$)`, "i");
const modelWords = word(
  "models?|ckpts?|checkpoints?|weights|net|network|params|state[-_]?dict|global[-_]?step|step|iter|iteration|epoch|ep|best|last|final|latest|ema|swa|snapshot",
);
const dataWords = word(
  "data|datasets?|batch|batches|preds?|predictions?|outputs?|logits|labels?|targets?|embeddings?|embeds?|features?|samples?|images?|cache|tokens?|shards?|replay|buffer|memory|history|results?|stats|metrics|index",
);
const modelFolders = /^(?:checkpoints?|ckpts?|weights|models?|snapshots?)$/i;
const checkpointFolder = /^(?:checkpoint|ckpt|global[-_]?step|step|iter|iteration|epoch)[-_=]?\d{1,12}$/i;
const wholeModel = /^(?:saved_model|.*\.mlmodel)$/i;

/**
 * Whether a file is a saved model, by its name and by that of the folder that it lies in. What ends as data may, too, is one
 * for sure only if a word says so.
 */
export function modelLikeness(name: string, folder: string): Likeness | undefined {
  if (beside.test(name)) return undefined;
  if (models.test(name)) return "surely";
  if (!either.test(name)) return undefined;
  const bare = name.replace(either, "");
  if (dataWords.test(bare)) return "maybe";
  return modelWords.test(bare) || modelFolders.test(folder) || checkpointFolder.test(folder) ? "surely" : "maybe";
}

/** Whether a folder is one checkpoint, saved at some time: `checkpoint-500`, `global_step1000`. */
export function isCheckpointFolder(name: string): boolean {
  return checkpointFolder.test(name);
}

/** Whether a folder is a model as a whole. */
export function isModelFolder(name: string): boolean {
  return isCheckpointFolder(name) || wholeModel.test(name);
}

const chosen = word(
  "best|last|final|latest|top\\d?|swa|ema|champion|release|prod|production|golden|keep|submit|submission|deploy(?:ed)?",
);

/** Whether a checkpoint's name says that somebody chose it: "best.pt", "last.ckpt". */
export function isChosenByName(name: string): boolean {
  return chosen.test(name) || /^(?:best|last|final)/i.test(name);
}

const steps = /(?:^|[^a-z])(?:global[-_]?step|steps?|iter(?:ation)?s?)[-_=]?(\d{1,12})/i;
const epochs = /(?:^|[^a-z])(?:epochs?|(?<![0-9.])ep|(?<![0-9.])e)[-_=]?(\d{1,12})/i;
/** Transformers counts its folders in steps. */
const transformers = /^checkpoint-(\d{1,12})$/;
const numbers = /(?:^|[-_.=a-z])(\d{1,12})(?=[-_.]|$)/i;

/** The step or epoch that a checkpoint's name tells, each with its unit; a number without one is neither. */
export function savedAt(name: string): SavedAt {
  const bare = name
    .replace(models, "")
    .replace(either, "")
    .replace(/\.(?:pt|pth|ckpt)$/i, "");
  const [step, epoch] = [steps.exec(bare) ?? transformers.exec(bare), epochs.exec(bare)].map((found) => found?.[1]);
  if (step !== undefined || epoch !== undefined)
    return {
      ...(step !== undefined && { step: Number(step) }),
      ...(epoch !== undefined && { epoch: Number(epoch) }),
    };
  const number = numbers.exec(bare)?.[1];
  return number === undefined ? {} : { number: Number(number) };
}

/** Whether a checkpoint was saved at a step or epoch that is known; a number without a unit is taken for either. */
export function isSameTime(at: SavedAt, { step, epoch }: SavedAt): boolean {
  const is = (own: number | undefined, known: number | undefined) => known !== undefined && own === known;
  return is(at.step, step) || is(at.epoch, epoch) || is(at.number, step ?? epoch);
}

/** Part of a model that is saved in several files: "model-00001-of-00004". */
export function isShard(name: string): boolean {
  return /-\d+-of-\d+/.test(name);
}
