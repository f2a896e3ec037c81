import type { Direction } from "../../shared/run";
import { memo } from "../../util/memo";
import {
  derivedWords,
  longestName,
  plainWords,
  stages,
  stepWords,
  vocabulary,
  type Kind,
  type Meaning,
  type Stage,
} from "./vocabulary";
import { wordsOf } from "./words";

/** What a logged name says about its metric. */
export interface Reading {
  readonly kind: Kind;
  readonly direction: Direction;
  readonly weight: number;
  /** Undefined where the name doesn't say. */
  readonly stage: Stage | undefined;
  /** Of several data sets of a stage ("valid_1"), which; 0 where there are no numbers. */
  readonly set: number;
  /** The name without its stage: "val/acc" and "acc" have one. */
  readonly base: string;
  /** A best, an extreme or an end of other values. */
  readonly derived: boolean;
  /** Logged within an epoch, or for each batch. */
  readonly stepwise: boolean;
  /** How many of its words and numbers say neither what is measured nor where: a class, a size, a threshold; of a loss, what it is made of ("l1_loss"). */
  readonly extras: number;
  /** The name with a "*" for what could be one of several (a class, a fold), one for each place of it. */
  readonly families: readonly string[];
}

/** Words that turn the meaning round: scikit-learn's "neg_log_loss" is a score. */
const negations: ReadonlySet<string> = new Set(["neg", "negative"]);

/** Two sides that play against each other: a lower loss of one is not a better model. */
const adversaries: ReadonlySet<string> = new Set(
  "g d gen dis disc generator discriminator adv adversarial gan".split(" "),
);
const sides: ReadonlySet<string> = new Set(["real", "fake"]);

const evaluations: ReadonlySet<string> = new Set(["eval", "evaluation"]);

/** Of a gradient there is no better and worse, whatever it is the gradient of. */
const slopes: ReadonlySet<string> = new Set(["grad", "grads", "gradient", "gradients"]);

/** Reads a name; see `Reading`. Remembers what it read. */
export const readName: (name: string) => Reading = memo((name) => {
  const parts = wordsOf(name);
  const all = parts.flat();
  const { meaning, used, others } = meaningOf(parts);
  const extra = parts.map((words) => words.map((word, at) => !used.has(word) && isExtra(word, words[at - 1])));
  return {
    ...(isOfTwoSides(all, meaning.kind) || all.some((word) => slopes.has(word)) ? nothing : meaning),
    stage: parts.some(evaluatesTraining) ? "train" : stageOf(parts),
    set: numberAfterStage(all),
    base: all.filter((word, at) => !stages.has(word) && !isSetNumber(all, at)).join(" "),
    derived: all.some((word) => derivedWords.has(word)),
    stepwise: all.some((word) => stepWords.has(word)),
    extras: extra.flat().filter(Boolean).length + (meaning.kind === "loss" ? others : 0),
    families: familiesOf(parts, extra),
  };
});

/** "dice/0", "digit_1" and "cat" could be one of several; the "50" of "mAP50" and the "10" of "recall@10" are not. */
function familiesOf(parts: readonly (readonly string[])[], extra: readonly (readonly boolean[])[]): string[] {
  const found: string[] = [];
  parts.forEach((words, part) => {
    const own = extra[part] ?? [];
    words.forEach((word, at) => {
      if (own[at] !== true || own[at - 1] === true || (isNumber(word) && at > 0)) return;
      const rest = own.indexOf(false, at);
      const without = [...words.slice(0, at), "*", ...(rest < 0 ? [] : words.slice(rest))];
      found.push(parts.map((other, index) => (index === part ? without : other).join(" ")).join("/"));
    });
  });
  return found;
}

const nothing: Meaning = { kind: "none", direction: "unknown", weight: 0, generic: false };

function isOfTwoSides(all: readonly string[], kind: Kind): boolean {
  return all.some((word) => sides.has(word) || (kind === "loss" && adversaries.has(word)));
}

function isExtra(word: string, before: string | undefined): boolean {
  if (stages.has(word) || plainWords.has(word) || stepWords.has(word) || derivedWords.has(word)) return false;
  return !(isNumber(word) && before !== undefined && stages.has(before));
}

export function isNumber(word: string): boolean {
  return /^\d+k?$/.test(word);
}

/**
 * What was held out outdoes "train": "training/val_loss" was not trained on. A part that names both is the title of a chart, and the
 * curve's own name says which it is: "Training vs. Validation Loss/Training".
 */
function stageOf(parts: readonly (readonly string[])[]): Stage | undefined {
  const found = parts.map((words) => new Set(words.flatMap((word) => stages.get(word) ?? [])));
  const single = found.filter(({ size }) => size === 1);
  const counted = single.length > 0 ? single : found;
  return (["validation", "test", "train"] as const).find((stage) => counted.some((own) => own.has(stage)));
}

/** "train_eval_loss": the data of the training, evaluated. */
function evaluatesTraining(words: readonly string[]): boolean {
  return words.some((word, at) => stages.get(word) === "train" && evaluations.has(words[at + 1] ?? ""));
}

function numberAfterStage(all: readonly string[]): number {
  const at = all.findIndex((_, index) => isSetNumber(all, index));
  return at < 0 ? 0 : Number.parseInt(all[at]!, 10);
}

/** The "1" of "valid_1". */
function isSetNumber(all: readonly string[], at: number): boolean {
  return isNumber(all[at] ?? "") && stages.has(all[at - 1] ?? "");
}

/** What the last part that says anything means, the words that say it, and how many other metrics it names. */
function meaningOf(parts: readonly (readonly string[])[]): {
  readonly meaning: Meaning;
  readonly used: ReadonlySet<string>;
  readonly others: number;
} {
  for (const words of parts.toReversed()) {
    const phrases = phrasesOf(words);
    const said = choose(phrases);
    if (!said) continue;
    const isTurned = words.some((word, at) => negations.has(word) && !phrases.some((phrase) => phrase.has(at)));
    const used = new Set(phrases.flatMap((phrase) => phrase.words));
    const others = phrases.filter((phrase) => phrase !== said).length;
    return { meaning: isTurned ? turned(said.meaning) : said.meaning, used, others };
  }
  return { meaning: nothing, used: new Set(), others: 0 };
}

class Phrase {
  constructor(
    readonly meaning: Meaning,
    readonly words: readonly string[],
    private readonly at: number,
  ) {}

  has(index: number): boolean {
    return index >= this.at && index < this.at + this.words.length;
  }
}

/** The names of the table in these words, from left to right, the longest first; none overlaps another. */
function phrasesOf(words: readonly string[]): Phrase[] {
  const found: Phrase[] = [];
  let at = 0;
  while (at < words.length) {
    const phrase = longestAt(words, at);
    if (phrase) found.push(phrase);
    at += phrase?.words.length ?? 1;
  }
  return found;
}

function longestAt(words: readonly string[], at: number): Phrase | undefined {
  for (let length = Math.min(longestName, words.length - at); length > 0; length--) {
    const own = words.slice(at, at + length);
    const meaning = vocabulary.get(own.join(" "));
    if (meaning) return new Phrase(meaning, own, at);
  }
  return undefined;
}

/** What is said last settles a name that ends in a spread or a time; else a loss is a loss; else the last metric. */
function choose(phrases: readonly Phrase[]): Phrase | undefined {
  const last = phrases.at(-1);
  if (!last || last.meaning.kind === "none") return last;
  const metrics = phrases.filter(({ meaning }) => meaning.kind !== "none");
  return (
    metrics.findLast(({ meaning }) => meaning.kind === "loss") ??
    metrics.findLast(({ meaning }) => meaning.kind === "error" && meaning.generic) ??
    metrics.findLast(({ meaning }) => !meaning.generic) ??
    last
  );
}

function turned(meaning: Meaning): Meaning {
  const direction = meaning.direction === "lower" ? "higher" : meaning.direction === "higher" ? "lower" : "unknown";
  return { ...meaning, direction };
}
