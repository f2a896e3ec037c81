import { realpath } from "node:fs/promises";
import { basename } from "node:path";
import { headOf } from "../readers/parsing/files/head";
import { isWithin } from "../util/paths";

/** Something that leads to a file or folder: a link, or a small file in which a tool names its last or best checkpoint. */
export interface Pointer {
  /** Absolute path of the link or the file. */
  readonly from: string;
  /** Absolute path of what a link leads to. */
  readonly to?: string;
  /** What a file names: names of files or folders, or the number of a step. */
  readonly names?: ReadonlySet<string>;
}

/** Where a link leads; undefined where that is nowhere. */
export async function linkAt(path: string): Promise<Pointer | undefined> {
  const to = await realpath(path).catch(() => undefined);
  return to === undefined ? undefined : { from: path, to };
}

/** DeepSpeed's `latest`, Megatron's `latest_checkpointed_iteration.txt`, TensorFlow's `checkpoint`, Detectron2's `last_checkpoint`. */
const tellTale = /^(?:latest|last|best|checkpoint)[\w-]*(?:\.txt)?$/i;
const mostBytes = 4096;
/** Transformers writes its keys in the order of the alphabet: this one is among the first. */
const best = /"best_model_checkpoint": *"([^"]{1,1000})"/;

/** What a file names, if it is one of those in which a tool names a checkpoint. @param path absolute */
export function pointersIn(path: string, bytes: number): Pointer[] {
  const name = basename(path);
  const isState = name === "trainer_state.json";
  if (!isState && (bytes > mostBytes || !tellTale.test(name))) return [];
  const text = headOf(path, mostBytes)?.toString("utf8") ?? "";
  const words = isState ? [best.exec(text)?.[1] ?? ""] : text.split(/[\s"']+/);
  const names = new Set(words.map((word) => basename(word.replaceAll("\\", "/"))).filter((word) => word !== ""));
  return names.size === 0 ? [] : [{ from: path, names }];
}

/** Whether a checkpoint is what a pointer leads to, or holds it. */
export function leadsTo(
  { from, to, names }: Pointer,
  { path, name, step }: { readonly path: string; readonly name: string; readonly step: number | undefined },
): boolean {
  if (isWithin(from, path)) return false;
  if (to !== undefined) return isWithin(to, path);
  return names !== undefined && (names.has(name) || [...names].some((one) => Number(one) === step));
}
