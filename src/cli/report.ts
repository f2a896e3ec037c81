import { basename, dirname, extname, join } from "node:path";
import { handleOf } from "../runs/describe/handle";
import { compareSides } from "../runs/compare/compare";
import { reportHtml } from "../runs/report/html";
import { reportMarkdown } from "../runs/report/markdown";
import { chartedMetrics, reportTitle, type Report } from "../runs/report/report";
import { mostSides } from "../shared/compare";
import type { AssembledRun } from "../runs/assembly/summary";
import type { TableChoices } from "../shared/table";
import { diffBetween } from "../launches/commits";
import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { oneOf } from "./arguments";
import { metricSvg, usualDrawing } from "./drawing";
import { load, placeOf, type Loaded } from "./load";
import { baselineRuns, writeText, type DrawOptions } from "./plot";
import { selectRuns } from "./select";

/**
 * `lossline report`: runs against the baseline as one HTML page, or as Markdown with its pictures beside it.
 * @returns what is printed: the page, or where it was written
 * @throws {HumanError} if there is nothing to report
 */
export async function reportRuns(words: readonly string[], options: DrawOptions): Promise<string> {
  if (words.length === 0) throw new HumanError(t("Name the runs to report on."));
  const { out } = options;
  const usual = out !== undefined && /\.(md|markdown)$/i.test(out) ? "markdown" : "html";
  const format = oneOf("--format", options.format ?? usual, ["html", "markdown"]);
  const loaded = await load(placeOf(options.dir, words));
  const report = await reportOf(loaded, selectRuns(loaded, words), options);
  if (format === "markdown" && out === undefined)
    throw new HumanError(t("Markdown has its pictures beside it: name a file with --out."));
  if (format === "html") {
    const html = reportHtml(report);
    if (out === undefined) return html;
    writeText(out, html);
    return `${out}\n`;
  }
  const stem = basename(out!, extname(out!));
  const picture = (index: number) => `${stem}-${index + 1}.svg`;
  writeText(out!, reportMarkdown(report, picture));
  report.charts.forEach(({ svg }, index) => writeText(join(dirname(out!), picture(index)), svg));
  return `${out!}\n`;
}

async function reportOf(loaded: Loaded, named: readonly AssembledRun[], options: DrawOptions): Promise<Report> {
  const baseline = baselineRuns(loaded, options.baseline);
  const others = named.filter((run) => !baseline.includes(run)).map((run) => [run]);
  const sides = [...(baseline.length > 0 ? [baseline] : []), ...others];
  if (sides.length < 2) throw new HumanError(t("Name at least two runs, or one and a baseline with --baseline RUN."));
  if (sides.length > mostSides) throw new HumanError(t("A report compares up to {most} sides.", { most: mostSides }));
  const at = oneOf("--at", options.at ?? "last", ["last", "best"]);
  const answer = compareSides(sides, loaded.runs, { sides: [], choices: choicesOf(loaded, at) });
  const names =
    options.metric ??
    chartedMetrics(
      answer,
      sides.flat().map(({ summary }) => summary),
    );
  const first = new Set(sides[0]!.map(({ summary }) => summary.id));
  const charts = names.flatMap((metric) => {
    const svg = metricSvg(sides.flat(), metric, first, usualDrawing);
    return svg === undefined ? [] : [{ metric, svg }];
  });
  const notes = sides.flat().flatMap(({ summary }) => {
    const text = summary.notes?.trim() ?? "";
    return text === "" ? [] : [{ run: handleOf(summary), text }];
  });
  return { title: reportTitle(answer), made: Date.now(), answer, charts, code: await codeOf(sides), notes };
}

/** The code between the first side and each other, where Git knows both commits. */
async function codeOf(sides: readonly (readonly AssembledRun[])[]): Promise<NonNullable<Report["code"]>> {
  const [first, ...others] = sides.map(([run]) => run?.summary);
  const [from, source] = [first?.git?.commit, first?.sources[0]];
  if (from === undefined || source === undefined) return [];
  const found = others.map(async (other, at) => {
    const diff =
      other?.git?.commit === undefined ? undefined : await diffBetween(dirname(source), from, other.git.commit);
    return diff === undefined ? [] : [{ side: at + 1, diff }];
  });
  return (await Promise.all(found)).flat();
}

function choicesOf({ runs, direction }: Loaded, at: "last" | "best"): TableChoices {
  const tags = new Set(runs.flatMap(({ summary }) => summary.series.map(({ tag }) => tag)));
  const directions = [...tags].flatMap((tag) => {
    const set = direction(tag);
    return set === undefined ? [] : [[tag, set] as const];
  });
  return {
    baseline: undefined,
    at,
    headlineMetric: undefined,
    directions,
    labels: [],
    pinned: [],
    hidden: [],
    written: [],
    launched: [],
  };
}
