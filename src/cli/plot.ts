import { writeFileSync } from "node:fs";
import { HumanError } from "../util/errors";
import { messageOf } from "../util/errors";
import { t } from "../util/text";
import { oneOf } from "./arguments";
import { metricSvg, usualDrawing } from "./drawing";
import { load, placeOf, type Loaded } from "./load";
import { selectBaseline, selectRuns } from "./select";
import type { AssembledRun } from "../runs/assembly/summary";

/** What `plot` and `report` are told beside their words. */
export interface DrawOptions {
  readonly baseline?: readonly string[] | undefined;
  readonly dir?: string | undefined;
  readonly metric?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly x?: string | undefined;
  readonly smoothing?: string | undefined;
  readonly log?: boolean | undefined;
  readonly at?: string | undefined;
  readonly format?: string | undefined;
}

/**
 * `lossline plot`: the curves of one metric as an SVG.
 * @returns what is printed: the picture, or where it was written
 * @throws {HumanError} if there is nothing to draw
 */
export async function plotRuns(words: readonly string[], options: DrawOptions): Promise<string> {
  const [metric, ...others] = options.metric ?? [];
  if (words.length === 0) throw new HumanError(t("Name the runs to plot."));
  if (metric === undefined || others.length > 0)
    throw new HumanError(t("{command} takes one --metric.", { command: "plot" }));
  const loaded = await load(placeOf(options.dir, words));
  const named = selectRuns(loaded, words);
  const baseline = baselineRuns(loaded, options.baseline);
  const ids = new Set(baseline.map(({ summary }) => summary.id));
  const svg = metricSvg([...new Set([...baseline, ...named])], metric, ids, {
    ...usualDrawing,
    x: oneOf("--x", options.x ?? "step", ["step", "epoch", "relative", "wall"]),
    smoothing: smoothingOf(options.smoothing),
    logY: options.log ?? false,
  });
  if (svg === undefined) throw new HumanError(t("None of these runs has a point of {metric}.", { metric }));
  if (options.out === undefined) return svg;
  writeText(options.out, svg);
  return `${options.out}\n`;
}

/** The runs that were named, else those of the state file; none if it has none. */
export function baselineRuns(loaded: Loaded, words: readonly string[] | undefined): readonly AssembledRun[] {
  if (words) {
    const { baseline } = selectBaseline(loaded, words);
    return "runs" in baseline ? baseline.runs : [];
  }
  const ids = new Set(loaded.reference?.runs.map(({ id }) => id));
  return loaded.runs.filter(({ summary }) => ids.has(summary.id));
}

function smoothingOf(text: string | undefined): number {
  const value = text === undefined ? 0 : Number(text);
  if (Number.isFinite(value) && value >= 0 && value < 1 && text?.trim() !== "") return value;
  throw new HumanError(
    t("{option} takes a number from 0 to below 1, not {value}.", { option: "--smoothing", value: text ?? "" }),
  );
}

/** @throws {HumanError} if it can't be written */
export function writeText(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new HumanError(t("{path} can’t be written: {problem}", { path, problem: messageOf(error) }));
  }
}
