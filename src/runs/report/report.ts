import type { CompareAnswer, CompareMetric, CompareSide, CompareValue, Recorded } from "../../shared/compare";
import type { RunSummary } from "../../shared/run";
import { cutWord, maskText } from "../../util/maskText";
import { plural, t } from "../../util/text";

/** So many metrics are drawn in a report. */
const mostCharts = 6;

/** What a report tells: a comparison with its pictures and notes. */
export interface Report {
  readonly title: string;
  /** When it was made: unix milliseconds. */
  readonly made: number;
  readonly answer: CompareAnswer;
  /** An SVG of its own for each metric. */
  readonly charts: readonly { readonly metric: string; readonly svg: string }[];
  /** What differs in the code between the first side and each other: a patch, where both commits are known to Git. */
  readonly code?: readonly { readonly side: number; readonly diff: string }[];
  /** What was not committed of the code of a side's first run: a patch. */
  readonly patches?: readonly { readonly side: number; readonly patch: string }[];
  readonly notes: readonly { readonly run: string; readonly text: string }[];
}

/** A report as headings, paragraphs and tables of plain texts: what makes HTML or Markdown of it escapes each of them. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "chart"; readonly index: number; readonly metric: string }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** More of a patch than so many characters is not told. */
const longestPatch = 60_000;

/** Longer commands and params are for the files themselves. */
const longest = 1000;

/**
 * The first metrics of which some run has more than one point: a single value is told in the table, and is no curve. Those that every side
 * has go before others, which show no difference.
 */
export function chartedMetrics({ metrics }: CompareAnswer, runs: readonly RunSummary[]): string[] {
  const curves = new Set(runs.flatMap(({ series }) => series.flatMap(({ name, count }) => (count > 1 ? [name] : []))));
  const drawn = metrics.filter(({ name }) => curves.has(name));
  const isShared = ({ values }: CompareMetric) => values.every(({ text }) => text !== "");
  const inOrder = [...drawn.filter(isShared), ...drawn.filter((metric) => !isShared(metric))];
  return inOrder.map(({ name }) => name).slice(0, mostCharts);
}

/** "b, c against a". */
export function reportTitle({ sides: [baseline, ...others] }: CompareAnswer): string {
  return t("{runs} against {baseline}", {
    runs: others.map(({ name }) => name).join(", "),
    baseline: baseline!.name,
  });
}

/** The report's content in its order. */
export function blocksOf({ answer, charts, code = [], patches = [], notes, made }: Report): Block[] {
  const names = answer.sides.map(nameOf);
  const when = t("Made {time} by Lossline.", {
    time: `${new Date(made).toISOString().slice(0, 16).replace("T", " ")} UTC`,
  });
  const against = t("Measured against {run}, at equal step.", { run: names[0]! });
  return [
    { kind: "text", text: `${against} ${when}` },
    ...(answer.obstacles.length > 0
      ? ([heading(t("Can’t be compared wholly because")), { kind: "list", items: answer.obstacles }] as const)
      : []),
    heading(t("Metrics")),
    {
      kind: "table",
      head: [t("metric"), ...names],
      rows: answer.metrics.map(({ name, values }) => [name, ...values.map(valueText)]),
    },
    ...rest(answer.metricsLeftOut),
    ...verdictBlocks(answer, names),
    ...charts.map(({ metric }, index): Block => ({ kind: "chart", index, metric })),
    ...suspectBlocks(answer),
    ...recordedBlocks(t("Data"), answer.data, names),
    ...paramBlocks(answer, names),
    ...code.flatMap(({ side, diff }): Block[] => [
      heading(t("Code: from {from} to {to}", { from: names[0]!, to: names[side] ?? "" })),
      { kind: "code", text: maskText(diff) },
    ]),
    ...patches.flatMap(({ side, patch }): Block[] => [
      heading(t("Uncommitted changes of {run}", { run: names[side] ?? "" })),
      { kind: "code", text: maskedPatch(patch) },
    ]),
    ...recordedBlocks(t("Environment"), answer.environment, names),
    ...notes.flatMap(({ run, text }): Block[] => [heading(t("Note on {run}", { run })), { kind: "text", text }]),
    heading(t("How to reproduce")),
    ...answer.sides.flatMap(reproduceBlocks),
  ];
}

/** Whole lines; only what is told is looked through for secrets, since a patch may be of many megabytes. */
function maskedPatch(patch: string): string {
  if (patch.length <= longestPatch) return maskText(patch);
  const end = patch.lastIndexOf("\n", longestPatch) + 1 || cutWord(patch, longestPatch).length;
  return maskText(patch.slice(0, end)) + t("… {count} characters more", { count: patch.length - end });
}

function nameOf({ name, runs }: CompareSide): string {
  return runs.length === 1 ? name : plural(runs.length, { other: "{name} ({count} runs)" }, { name });
}

function heading(text: string): Block {
  return { kind: "heading", text };
}

function rest(count: number): Block[] {
  return count > 0
    ? [{ kind: "text", text: plural(count, { one: "{count} more metric.", other: "{count} more metrics." }) }]
    : [];
}

function valueText({ text, delta }: CompareValue): string {
  return text === "" ? "–" : delta === undefined ? text : `${text} (${delta})`;
}

/** The headline's verdict on each side with its reason. */
function verdictBlocks({ metrics }: CompareAnswer, names: readonly string[]): Block[] {
  const headline = metrics[0];
  const items = headline?.values.flatMap(({ because }, at) =>
    because === undefined ? [] : [t("{run}, {metric}: {because}", { run: names[at]!, metric: headline.name, because })],
  );
  return items && items.length > 0 ? [{ kind: "list", items }] : [];
}

function paramBlocks({ params, paramsLeftOut, alike }: CompareAnswer, names: readonly string[]): Block[] {
  const telling = params.filter(({ kind }) => kind !== "circumstance");
  const rows = telling.map(({ name, values }) => [name, ...values.map((value) => (value ?? "–").slice(0, longest))]);
  const counts = [
    plural(alike, { one: "{count} param is the same.", other: "{count} params are the same." }),
    ...(params.length > telling.length
      ? [
          plural(params.length - telling.length, {
            one: "{count} that tells of the run itself (a seed, a path, a time) is not listed.",
            other: "{count} that tell of the run itself (seeds, paths, times) are not listed.",
          }),
        ]
      : []),
    ...(paramsLeftOut > 0
      ? [plural(paramsLeftOut, { one: "{count} more differs.", other: "{count} more differ." })]
      : []),
  ];
  return [
    heading(t("Params that differ")),
    ...(rows.length > 0 ? [{ kind: "table", head: [t("param"), ...names], rows } as const] : []),
    { kind: "text", text: counts.join(" ") },
  ];
}

function suspectBlocks({ suspects }: CompareAnswer): Block[] {
  if (suspects.length === 0) return [];
  const items = suspects.map(({ what, because }) => t("{what}: {because}", { what, because }));
  return [heading(t("In order of suspicion")), { kind: "list", items }];
}

/** What is recorded beside the runs and differs; nothing where nothing is recorded. */
function recordedBlocks(title: string, { rows, alike, leftOut, known }: Recorded, names: readonly string[]): Block[] {
  if (!known.includes(true)) return [];
  const cells = rows.map(({ name, values }) => [name, ...values.map((value) => (value ?? "–").slice(0, longest))]);
  const same = plural(alike, { one: "{count} entry is the same.", other: "{count} entries are the same." });
  const more = plural(leftOut, { one: "{count} more differs.", other: "{count} more differ." });
  return [
    heading(title),
    ...(cells.length > 0 ? [{ kind: "table", head: ["", ...names], rows: cells } as const] : []),
    { kind: "text", text: leftOut > 0 ? `${same} ${more}` : same },
  ];
}

/** From what is recorded; what isn't is said. */
function reproduceBlocks(side: CompareSide): Block[] {
  const { path, commit, seed, command } = side;
  const facts = [
    t("folder {path}", { path }),
    commit === undefined ? t("commit not recorded") : t("commit {commit}", { commit }),
    seed === undefined ? t("seed not recorded") : t("seed {seed}", { seed }),
    ...(command === undefined ? [t("command not recorded")] : []),
  ];
  return [
    { kind: "text", text: `${nameOf(side)}: ${facts.join(", ")}.` },
    ...(command === undefined ? [] : [{ kind: "code", text: command.slice(0, longest) } as const]),
  ];
}
