/** What a file or folder within a run is. */
export type DiskKind = "checkpoint" | "log" | "media" | "other";

const weights = /\.(ckpt|pt|pth|safetensors|h5|hdf5|keras|msgpack|tar|bin)$/i;
const media = /\.(png|jpe?g|gif|webp|bmp|mp4|webm|avi|wav|mp3|ogg|glb|obj)$/i;
const folder = /^(?:checkpoint|ckpt|global_step|step|iter|epoch)[-_=]?(\d{1,12})$/i;
const named = /best|last|final|latest|swa|ema/i;
const steps = [
  /(?:^|[^a-z])(?:global_step|step|iter(?:ation)?)[-_=]?(\d{1,12})/i,
  /(?:^|[^a-z])(?:epoch|ep|e)[-_=]?(\d{1,12})/i,
  /(?:^|[-_.])(\d{1,12})(?=[-_.]|$)/,
];

/** The least size of a checkpoint, in bytes: a smaller file is a scaler or a tokenizer. */
const least = 4096;

/** Whether a folder is one checkpoint: `checkpoint-500`, `global_step1000`. */
export function isCheckpointFolder(name: string): boolean {
  return folder.test(name);
}

/** What a file is, by its name; a source of the run is a log whatever it is called. */
export function kindOfFile(name: string, bytes: number, isSource: boolean): DiskKind {
  if (isSource) return "log";
  if (weights.test(name) && bytes >= least) return "checkpoint";
  return media.test(name) ? "media" : "other";
}

/** Whether a checkpoint's name says that somebody chose it: "best.pt", "last.ckpt". */
export function isChosenByName(name: string): boolean {
  return named.test(name);
}

/** The step, or epoch, that a checkpoint's name tells. */
export function stepOf(name: string): number | undefined {
  const bare = name.replace(weights, "");
  for (const pattern of steps) {
    const found = pattern.exec(bare)?.[1];
    if (found !== undefined) return Number(found);
  }
  return undefined;
}
