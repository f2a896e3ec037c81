import { memo } from "../../util/memo";
import { t } from "../../util/text";

/** What a field quotes its models by, where the names of the metrics show that a run is of that field. */
interface Convention {
  /** Names of which a run must have one, for the run to be of the field. */
  readonly shown: RegExp;
  /** The metric that is quoted, the first that the run has. */
  readonly quoted: readonly RegExp[];
  readonly because: () => string;
}

/** "mAP50-95", "map_50_95", "mAP@0.5:0.95", "AP@[.50:.95]" */
const overAllThresholds = /ap[\s_@[]{0,3}(0?\.)?50?[-_:](0?\.)?95\]?$/i;

const conventions: readonly Convention[] = [
  {
    shown: /^metrics\/mAP/,
    quoted: [
      /^metrics\/mAP(50-95|_0\.5:0\.95)(\(M\)|\(P\))$/,
      /^metrics\/mAP(50-95|_0\.5:0\.95)(\(B\))?$/,
      /^metrics\/mAP(50|_0\.5)/,
    ],
    because: () => t("YOLO models are quoted by it"),
  },
  {
    shown: overAllThresholds,
    quoted: [overAllThresholds],
    because: () => t("COCO's AP is the mean over all thresholds"),
  },
  {
    shown: /^(bbox|segm|keypoints)\/AP$|^panoptic_seg\/PQ$|^sem_seg\/mIoU$/,
    quoted: [/^panoptic_seg\/PQ$/, /^keypoints\/AP$/, /^bbox\/AP$/, /^segm\/AP$/, /^sem_seg\/mIoU$/],
    because: () => t("Detectron2's models are quoted by it"),
  },
  {
    shown: /^(fast_rcnn|rpn|roi_head)\//,
    quoted: [/^validation_loss$/, /^total_loss$/],
    because: () => t("Detectron2 logged no AP, and its other metrics measure single parts of the model"),
  },
  {
    shown: /(^|[/_])ema_(fg|pseudo)_dice$/,
    quoted: [/(^|[/_])ema_(fg|pseudo)_dice$/],
    because: () => t("nnU-Net chooses its best checkpoint by it"),
  },
  {
    shown: /^(rollout\/ep_rew_mean|eval\/mean_ep_length|Train\/mean_reward)$/,
    quoted: [/^eval\/mean_reward$/, /^rollout\/ep_rew_mean$/, /^Train\/mean_reward$/],
    because: () => t("an agent is judged by its mean return"),
  },
  {
    shown: /_cardinality_error/,
    quoted: [/^test_coco_eval_bbox/, /^test_loss$/],
    because: () => t("DETR's class error is one part of it"),
  },
  {
    shown: /^(cosine|dot|manhattan|euclidean)_(spearman|pearson)$/,
    quoted: [/^cosine_spearman$/],
    because: () => t("sentence embeddings are compared by it"),
  },
  {
    shown: /^loss_q[0-3]$/,
    quoted: [/^loss$/],
    because: () => t("the others are parts of this diffusion model's loss"),
  },
  {
    shown: /^(rel_)?(mae|rmse)_(e_per_atom|f)$/,
    quoted: [/^mae_f$/, /^rmse_f$/],
    because: () => t("interatomic potentials are quoted by the error of their forces"),
  },
  {
    shown: /^mspe$/,
    quoted: [/^mse$/],
    because: () => t("long forecasts are quoted by it"),
  },
  {
    shown: /^scores\//,
    quoted: [/^score$/],
    because: () => t("spaCy chooses its best model by it"),
  },
];

/** The metrics of lm-eval that a task is quoted by, the first that it has; with a filter where only that one counts. */
const ofTasks =
  "acc_norm exact_match,strict-match exact_match prompt_level_strict_acc word_perplexity pass@1 f1 acc mcc bleu_max rouge1_max bleu perplexity".split(
    " ",
  );

/** "hellaswag/acc_norm,none": a task, its metric, and what filtered the answers. */
const taskMetric = /^([^/,]{1,100})\/([^/,]{1,100}),([^/,]{1,100})$/;

/** What a name says of its run's field. */
interface Mark {
  /** Of the conventions whose field it shows. */
  readonly shows: readonly number[];
  /** The conventions that quote it, and at which place. */
  readonly quoted: readonly { readonly convention: number; readonly place: number }[];
  readonly task: { readonly task: string; readonly place: number } | undefined;
}

/** Undefined for the many names that say nothing. */
const markOf = memo((name): Mark | undefined => {
  const shows = conventions.flatMap(({ shown }, at) => (shown.test(name) ? [at] : []));
  const quoted = conventions.flatMap((convention, at) => {
    const place = convention.quoted.findIndex((pattern) => pattern.test(name));
    return place < 0 ? [] : [{ convention: at, place }];
  });
  const task = taskOf(name);
  return shows.length + quoted.length > 0 || task ? { shows, quoted, task } : undefined;
});

function taskOf(name: string): Mark["task"] {
  const [, task, metric, filter] = taskMetric.exec(name) ?? [];
  if (task === undefined || metric === undefined) return undefined;
  const place = ofTasks.findIndex((wanted) => wanted === metric || wanted === `${metric},${filter}`);
  return { task, place: place < 0 ? Infinity : place };
}

/** A metric that a field quotes, and why. */
export interface Quoted {
  readonly name: string;
  readonly because: string;
}

/**
 * The metric that a run's field quotes. Undefined if the names show no such field.
 * @returns "unsure" where the field itself has no single one: tasks of lm-eval that have no group
 */
export function quotedByField(names: Iterable<string>): Quoted | "unsure" | undefined {
  const marked: (Mark & { readonly name: string })[] = [];
  for (const name of names) {
    const mark = markOf(name);
    if (mark) marked.push({ name, ...mark });
  }
  if (marked.length === 0) return undefined;
  if (marked.some(({ task }) => task)) return quotedByTask(marked);
  for (const convention of new Set(marked.flatMap(({ shows }) => shows))) {
    const places = marked.flatMap(({ name, quoted }) => {
      const own = quoted.find((one) => one.convention === convention);
      return own ? [{ name, place: own.place }] : [];
    });
    const best = places.sort((a, b) => a.place - b.place || (a.name < b.name ? -1 : 1))[0];
    if (best) return { name: best.name, because: conventions[convention]!.because() };
  }
  return undefined;
}

/** Several tasks have one metric only where one of them is the group of the others: "mmlu" of "mmlu_anatomy". */
function quotedByTask(marked: readonly (Mark & { readonly name: string })[]): Quoted | "unsure" | undefined {
  const found = marked.flatMap(({ name, task }) => (task ? [{ name, ...task }] : []));
  const group = found.reduce((least, { task }) => (task.length < least.length ? task : least), found[0]?.task ?? "");
  if (!found.every(({ task }) => task === group || task.startsWith(`${group}_`))) return "unsure";
  const best = found.filter(({ task }) => task === group).sort((a, b) => a.place - b.place)[0];
  if (!best || best.place === Infinity) return undefined;
  return { name: best.name, because: t("the task {task} is quoted by it", { task: group }) };
}
