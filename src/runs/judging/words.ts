import { knownWords } from "./vocabulary";

/** Longer names are cut before they are taken apart: nobody names a metric in a novel. */
const longest = 300;

/**
 * The words of a logged name by its parts between slashes, in lower case: "val/topKAccuracy_1" → [["val"], ["top", "k",
 * "accuracy", "1"]]. Spaces, signs and capitals separate, but not within a word that the field knows: "mIoU", "mAP50" → "map",
 * "50", "f1" stays.
 */
export function wordsOf(name: string): string[][] {
  return name.slice(0, longest).split(/[/|]/).map(inPart);
}

function inPart(part: string): string[] {
  return (part.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((chunk) => known(chunk) ?? apart(chunk));
}

/** "mAP50" → "map", "50"; undefined if the field knows no such word. */
function known(chunk: string): string[] | undefined {
  const word = chunk.toLowerCase();
  if (knownWords.has(word)) return [word];
  const number = /\d+k?$/.exec(word);
  const stem = number ? word.slice(0, number.index) : "";
  return number && knownWords.has(stem) ? [stem, number[0]] : undefined;
}

/** By its capitals: "evalMeanReward", "MSELoss". */
function apart(chunk: string): string[] {
  const spaced = chunk
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ")
    .replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, " ")
    .split(" ");
  return spaced.flatMap((word) => known(word) ?? [word.toLowerCase()]);
}
