import { groupBy } from "../../util/groupBy";
import { memo } from "../../util/memo";
import { readName } from "./reading";
import { plainWords } from "./vocabulary";

/** Other spellings of a metric's words, each of one quantity: what is only nearly the same stands in no line. */
const spellings: readonly (readonly string[])[] = [
  ["accuracy", "acc", "accuracies", "accuracy score"],
  ["f1", "f1 score"],
  ["roc auc", "auroc", "roc auc score", "area under roc"],
  ["pr auc", "aucpr", "auprc", "area under pr", "precision recall auc"],
  ["average precision", "average precision score"],
  ["precision", "prec", "precision score"],
  ["recall", "recall score"],
  ["mae", "mean absolute error"],
  ["mse", "mean squared error"],
  ["rmse", "root mean squared error"],
  ["mape", "mean absolute percentage error"],
  ["smape", "symmetric mean absolute percentage error"],
  ["r2", "r2 score"],
  ["logloss", "log loss"],
  ["perplexity", "ppl"],
  ["wer", "word error rate"],
  ["cer", "char error rate", "character error rate"],
  ["iou", "jaccard", "jaccard index", "intersection over union"],
  ["miou", "mean iou", "mean io u"],
  ["dice", "dice coef", "dice coefficient", "dice score"],
  ["map", "mean average precision"],
  ["mrr", "mean reciprocal rank"],
  ["ndcg", "normalized dcg", "normalized discounted cumulative gain"],
  ["fid", "frechet inception distance"],
  ["mcc", "matthews corrcoef", "matthews corr coef", "matthews correlation"],
  ["spearman", "spearmanr", "spearman corr coef"],
  ["pearson", "pearsonr", "pearson corr coef"],
  ["learning rate", "lr"],
  ["grad norm", "gradnorm", "gradient norm"],
];

const canonical: ReadonlyMap<string, string> = new Map(
  spellings.flatMap(([first = "", ...others]) => others.map((other): [string, string] => [other, first])),
);

const mostWords = Math.max(...[...canonical.keys()].map((words) => words.split(" ").length));

/** Words of the plain ones that change what is measured. */
const telling: ReadonlySet<string> = new Set([
  "macro",
  "micro",
  "weighted",
  "total",
  "overall",
  "combined",
  "cumulative",
]);

/**
 * What two names have in common if they are likely one quantity in other spellings: "val_acc", "val/accuracy" and
 * "eval/acc" → one key. Whether they are is for a person to say, since the one may be of other data.
 */
export const aliasKey: (name: string) => string = memo((name) => {
  const { base, stage, set } = readName(name);
  return [stage ?? "", String(set), inOneSpelling(base.split(" "))].join("/");
});

function inOneSpelling(words: readonly string[]): string {
  const out: string[] = [];
  for (let at = 0; at < words.length;) {
    const length = spelled(words, at);
    const own = words.slice(at, at + length).join(" ");
    if (telling.has(own) || !plainWords.has(own)) out.push(canonical.get(own) ?? own);
    at += length;
  }
  return out.join(" ");
}

/** How many words from here on are one spelling; 1 if none is. */
function spelled(words: readonly string[], at: number): number {
  for (let length = Math.min(mostWords, words.length - at); length > 1; length--) {
    if (canonical.has(words.slice(at, at + length).join(" "))) return length;
  }
  return 1;
}

/** One of the names that is likely another spelling of this one; undefined if it is there itself, or none is. */
export function likelyMeant(name: string, names: readonly string[]): string | undefined {
  return names.includes(name) ? undefined : likelyAliases(name, names)[0];
}

/** The names that are likely another spelling of this one, to be offered to the user; not the name itself. */
export function likelyAliases(name: string, names: Iterable<string>): string[] {
  const key = aliasKey(name);
  return [...names].filter((other) => other !== name && aliasKey(other) === key);
}

/** Names that are likely one metric in other spellings, and that nobody has said to be one yet, in the order in which they come. */
export function spellingsOf(names: Iterable<string>, said: readonly (readonly string[])[]): string[][] {
  const byKey = groupBy([...new Set(names)], aliasKey);
  const isSaid = (own: readonly string[]) => said.some((list) => own.every((name) => list.includes(name)));
  return [...byKey.values()].filter((own) => own.length > 1 && !isSaid(own));
}

/** What the user said to be one metric: `sameMetrics` in the state file. Names of several lists join them. */
export class SameMetrics {
  private readonly groups = new Map<string, Set<string>>();

  constructor(lists: readonly (readonly string[])[]) {
    for (const list of lists) {
      const joined = new Set([...list, ...list.flatMap((name) => [...(this.groups.get(name) ?? [])])]);
      for (const name of joined) this.groups.set(name, joined);
    }
  }

  /** The names that are the same metric as this one, itself among them; none where nothing was said of it. */
  of(name: string): Iterable<string> {
    return this.groups.get(name) ?? [];
  }

  /** The name under which a run has the metric: the very name, else one that the user said to be the same. */
  in(names: Pick<ReadonlySet<string>, "has">, name: string): string | undefined {
    if (names.has(name)) return name;
    return [...(this.groups.get(name) ?? [])].find((other) => names.has(other));
  }
}
