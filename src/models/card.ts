import { stringify } from "yaml";
import { formatBytes, formatParam, formatValue } from "../runs/describe/numbers";
import { markdownCell, markdownFence, markdownTable } from "../runs/describe/sheets";
import { t } from "../util/text";
import type { Promotion, PromotedMetric } from "./promotion";

/** What is known of a model beside its promotion. Lines are as a person reads them. */
export interface CardFacts {
  /** Paths or names of the data it was trained on. */
  readonly data: readonly string[];
  /** "python 3.11", "torch 2.13.0", … */
  readonly environment: readonly string[];
  readonly notes: string;
}

/**
 * A model card as Hugging Face reads it: a head of YAML with a `model-index`, then Markdown. The license is left to the user.
 * https://huggingface.co/docs/hub/model-cards
 */
export function modelCard(promotion: Promotion, facts: CardFacts): string {
  return `---\n${head(promotion, facts)}---\n\n${body(promotion, facts)}\n`;
}

function head({ name, metrics }: Promotion, { data }: CardFacts): string {
  const dataset = data[0] ?? "unknown";
  const result = {
    task: { type: "other" },
    dataset: { type: datasetId(dataset), name: dataset },
    metrics: metrics.map(({ metric, value }) => ({ type: metricId(metric), value, name: metric })),
  };
  const index = metrics.length > 0 ? { "model-index": [{ name, results: [result] }] } : {};
  return withPoints(stringify({ tags: ["lossline"], ...index }, { lineWidth: 0, version: "1.1" }));
}

/** PyYAML takes 1e-30 for a text, and 1.0e-30 for a number. */
function withPoints(yaml: string): string {
  return yaml.replace(/^( +value: -?\d)(?=e[+-]\d+$)/gm, "$1.0");
}

/** What the Hub takes for an id of a data set: letters, digits and a few marks. */
function datasetId(name: string): string {
  return name.replace(/[^\w./-]+/g, "-").slice(0, 100) || "unknown";
}

const metricIds: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[^a-z])acc(?:uracy)?(?:$|[^a-z])/i, "accuracy"],
  [/(?:^|[^a-z])f1(?:$|[^a-z])/i, "f1"],
  [/(?:^|[^a-z])auc(?:$|[^a-z])|roc.?auc/i, "roc_auc"],
  [/bleu/i, "bleu"],
  [/rouge/i, "rouge"],
  [/(?:^|[^a-z])wer(?:$|[^a-z])/i, "wer"],
  [/perplexity|(?:^|[^a-z])ppl(?:$|[^a-z])/i, "perplexity"],
  [/loss/i, "loss"],
];

/** The name that evaluate gives a metric, where it is one of the usual ones; else what it was logged as. */
function metricId(metric: string): string {
  return metricIds.find(([pattern]) => pattern.test(metric))?.[1] ?? metric;
}

function body(promotion: Promotion, { data, environment, notes }: CardFacts): string {
  const { name, version, run, metrics, verdict, files } = promotion;
  const params = Object.entries(run.params).map(([key, value]) => [key, formatParam(value)]);
  const sections: readonly (readonly [title: string, content: string])[] = [
    [
      t("Results"),
      [markdownTable([t("metric"), t("value"), t("at")], metrics.map(metricRow), []), verdict && markdownCell(verdict)]
        .filter(Boolean)
        .join("\n\n"),
    ],
    [t("Data"), list(data)],
    [t("Params"), params.length === 0 ? "" : markdownTable([t("param"), t("value")], params, [])],
    [t("Rebuild it"), rebuild(promotion)],
    [t("Environment"), list(environment)],
    [
      t("Files"),
      markdownTable(
        [t("file"), t("size"), "SHA-256"],
        files.map(({ path, bytes, sha256 }) => [path, formatBytes(bytes), sha256]),
        [],
      ),
    ],
    [
      t("Notes"),
      notes === ""
        ? ""
        : notes
            .split(/\n{2,}/)
            .map(markdownCell)
            .join("\n\n"),
    ],
    [t("License"), t("Not chosen yet: add `license` to the head of this card.")],
  ];
  const title = `# ${markdownCell(t("{name}, version {version}", { name, version }))}`;
  const from = markdownCell(
    t("Promoted from the run {run} on {date}.", {
      run: run.handle,
      date: new Date(promotion.at).toISOString().slice(0, 10),
    }),
  );
  return [
    title,
    from,
    ...sections.flatMap(([heading, content]) => (content === "" ? [] : [`## ${heading}`, content])),
  ].join("\n\n");
}

function metricRow({ metric, value, step, headline }: PromotedMetric): string[] {
  return [
    headline ? `${metric} (${t("headline")})` : metric,
    formatValue(value),
    step === undefined ? "" : String(step),
  ];
}

function rebuild({ run: { command, git } }: Promotion): string {
  const lines = [
    ...(git?.remote === undefined ? [] : [`git clone ${git.remote}`]),
    ...(git?.commit === undefined ? [] : [`git checkout ${git.commit}`]),
    ...(command === undefined ? [] : [command]),
  ];
  if (lines.length === 0) return t("Neither its command nor its commit is recorded.");
  const dirty = git?.dirty ? `\n\n${t("There were uncommitted changes; Lossline keeps them with the launch.")}` : "";
  return `${markdownFence(lines.join("\n"))}${dirty}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${markdownCell(item)}`).join("\n");
}
