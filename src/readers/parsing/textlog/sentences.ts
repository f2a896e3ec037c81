import { saysQuantity } from "../tables/metricWords";
import type { Token } from "./tokens";

/** What leads a sentence about a metric: `the accuracy is 0.5`. */
const leadsSentence =
  /^(?:the|a|an|and|with|of|is|was|are|has|had|have|for|to|that|this|its|our|your|my|get|gets|got|gives?|now|then|while|but|where|we|it)$/i;
const endsSentence = /^(?:is|was|are|were|of|equals|at)$/i;
/** Behind a number that ends what is said; before any other word, `accuracy of 5 classes`, it is no value. */
const goesOn = /^(?:and|with|while|but|on|in|after|for|over|at)$/i;
/** What stands between what is measured and where: `loss after epoch 3: 0.5`. */
const places = /^(?:after|at|in|on|of|for|@)$/i;

/** Whether a number behind words is a part of what they say: `mAP at 0.5: 0.7`, `best accuracy of 3 folds`. @param next what is behind it */
export function isSaidOn(words: readonly string[], next: Token | undefined): boolean {
  if (words.length < 2 || !/^(?:of|at)$/i.test(words.at(-1)!) || !next) return false;
  return /^[:=]$/.test(next.text) || (next.kind === "word" && !goesOn.test(next.text));
}

/** A name's words without those of a sentence around it: `the loss is`. */
export function withoutSentence(words: readonly string[]): readonly string[] {
  let [from, end] = [0, words.length];
  while (end - from > 1 && endsSentence.test(words[end - 1]!)) end--;
  while (end - from > 1 && leadsSentence.test(words[from]!)) from++;
  return words.slice(from, end);
}

/** What is measured, in a name that ends with what counts: `Cost after iteration`; undefined where nothing is. */
export function measuredIn(name: string): string | undefined {
  const words = name.split(" ").slice(0, -1);
  if (places.test(words.at(-1) ?? "")) words.pop();
  const measured = withoutSentence(words).join(" ");
  return words.length > 0 && (saysQuantity(measured) || /^cost$/i.test(measured)) ? measured : undefined;
}
