import { knownWords } from "./vocabulary";

/** Longer names are cut before they are taken apart: nobody names a metric in a novel. */
const longest = 300;

/**
 * The words of a logged name by its parts between slashes, bars and dashes with spaces, in lower case: "val/topKAccuracy_1" → [["val"], ["top", "k",
 * "accuracy", "1"]]. Spaces, signs and capitals separate, but not within a word that the field knows: "mIoU", "mAP50" → "map",
 * "50", "f1" stays.
 */
export function wordsOf(name: string): string[][] {
  return name
    .slice(0, longest)
    .split(/[/|]| - /)
    .map(inPart);
}

function inPart(part: string): string[] {
  return (part.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((chunk) => known(chunk) ?? apart(chunk));
}

/** "mAP50" → "map", "50"; undefined if the field knows no such word. */
function known(chunk: string): string[] | undefined {
  const word = chunk.toLowerCase();
  if (knownWords.has(word)) return [word];
  if (isPlural(word)) return [word.slice(0, -1)];
  const stem = withoutNumber(word);
  return stem !== word && knownWords.has(stem) ? [stem, word.slice(stem.length)] : undefined;
}

/** "psnrs", "accuracies" has an entry of its own; "gas" is none. */
function isPlural(word: string): boolean {
  return word.length > 4 && word.endsWith("s") && knownWords.has(word.slice(0, -1));
}

/** "map50" → "map", "fid50k" → "fid". */
function withoutNumber(word: string): string {
  const end = word.endsWith("k") ? word.length - 1 : word.length;
  let at = end;
  while (at > 0 && isDigit(word.charCodeAt(at - 1))) at--;
  return at === end ? word : word.slice(0, at);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** By its capitals: "evalMeanReward", "MSELoss". */
function apart(chunk: string): string[] {
  const spaced = chunk
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ")
    .replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, " ")
    .split(" ");
  return spaced.flatMap((word) => known(word) ?? [word.toLowerCase()]);
}
