import { formatDelta, formatParam } from "../runs/describe/numbers";
import { handleOf } from "../runs/describe/handle";
import { settingsThatMatter } from "../runs/compare/settings/matter";
import type { AssembledRun } from "../runs/assembly/summary";
import type { Direction, ParamValue } from "../shared/run";
import type { Ablations, Contrast, SettingsAnswer } from "../shared/settings";
import { HumanError } from "../util/errors";
import { plural, t } from "../util/text";
import { verdictText } from "../runs/judging/verdicts/words";
import { standardsOf } from "./diff";
import { exact } from "./json";
import { load, placeOf, type Loaded } from "./load";
import { selectRuns } from "./select";
import { table } from "./table";
import { ruleOf, type VerdictOptions } from "./verdicts";

/**
 * `lossline importance`: which setting matters, over the runs that are named, else over all.
 * @returns what is printed
 * @throws {HumanError} if there are no runs, or several metrics are named
 */
export async function importanceOfSettings(
  words: readonly string[],
  { dir, metric: named = [], at, json }: VerdictOptions,
): Promise<string> {
  if (named.length > 1) throw new HumanError(t("{command} takes one metric.", { command: "importance" }));
  const rule = ruleOf(at);
  const loaded = await load(placeOf(dir, words));
  const runs = words.length === 0 ? loaded.runs : selectRuns(loaded, words);
  if (runs.length === 0) throw new HumanError(t("There are no runs in {folder}.", { folder: loaded.root }));
  const metric = named[0] ?? usualMetric(runs, loaded);
  const standards = standardsOf(loaded, rule);
  const direction = metric === undefined ? "unknown" : directionIn(runs, metric, standards.direction);
  const found = settingsThatMatter(runs, metric, direction, standards);
  return json ? `${JSON.stringify(importanceJson(found, handles(runs)))}\n` : importanceText(found);
}

/** What most of the runs are judged by. */
function usualMetric(runs: readonly AssembledRun[], { headline }: Loaded): string | undefined {
  const counts = new Map<string, number>();
  for (const { summary } of runs) {
    const name = headline(summary)?.metric;
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function directionIn(
  runs: readonly AssembledRun[],
  metric: string,
  directionOf: ReturnType<typeof standardsOf>["direction"],
): Direction {
  const series = runs.flatMap(({ summary }) => summary.series.filter(({ name }) => name === metric));
  return series.map(directionOf).find((direction) => direction !== "unknown") ?? "unknown";
}

function handles(runs: readonly AssembledRun[]): ReadonlyMap<string, string> {
  return new Map(runs.map(({ summary }) => [summary.id, handleOf(summary)]));
}

/** What `lossline importance --json` prints. A stable interface: fields are added, never changed. docs/cli.md describes it. */
function importanceJson(found: SettingsAnswer, handleFor: ReadonlyMap<string, string>): object {
  const { metric, direction, rule, asked, n, groups, forest, importances, ablations, comparisons, warnings } = found;
  const named = (ids: readonly string[]) => ids.map((id) => handleFor.get(id) ?? id);
  return {
    schemaVersion: 1,
    metric: metric ?? null,
    direction,
    at: { rule },
    runs: { asked, used: n, groups },
    method: forest
      ? {
          name: "permutation importance in a random forest, of rows unseen by each tree",
          trees: forest.trees,
          r2: exact(forest.r2),
        }
      : null,
    importances: importances.map(({ names, importance, sd, values }) => ({
      params: names,
      importance: exact(importance),
      sd: exact(sd),
      values,
    })),
    comparisons,
    ablations: ablations.map(({ names, contrasts, contrastsLeftOut }) => ({
      params: names,
      contrastsLeftOut,
      contrasts: contrasts.map(({ from, to, count, pairs, delta, verdicts }) => ({
        from: paramJson(from),
        to: paramJson(to),
        count,
        delta: exact(delta),
        verdicts,
        pairs: pairs.map((pair) => ({
          from: named(pair.from),
          to: named(pair.to),
          delta: exact(pair.delta),
          verdict: pair.verdict,
          because: pair.because,
          otherCode: pair.otherCode,
        })),
      })),
    })),
    warnings,
  };
}

function paramJson(value: ParamValue | undefined): ParamValue {
  return typeof value === "number" ? exact(value) : (value ?? null);
}

/** So many rows of a setting are printed. */
const mostContrasts = 10;

function importanceText(found: SettingsAnswer): string {
  const { metric, importances, forest, ablations, n, groups, comparisons, warnings } = found;
  const title = t("{metric} over {n} runs in {groups} seed groups", { metric: metric ?? t("no metric"), n, groups });
  const rows = importances.map(({ names, importance, sd, values }) => [
    names.join(" = "),
    Math.max(0, importance).toFixed(3),
    `± ${sd.toFixed(3)}`,
    plural(values, { one: "{count} value", other: "{count} values" }),
  ]);
  const method =
    forest &&
    t("Drop of R² where the param is shuffled, in a random forest of {trees} trees (R² {r2}).", {
      trees: forest.trees,
      r2: forest.r2.toFixed(2),
    });
  const pairs = t("Pairs that differ in this param alone (verdicts corrected for {count} comparisons)", {
    count: comparisons,
  });
  return [
    title,
    ...(method === undefined ? [] : [method, "", table([[t("param"), t("importance"), "", ""], ...rows], [1])]),
    ...(ablations.length > 0 ? ["", pairs, "", table(ablations.flatMap(ablationRows), [3])] : []),
    ...(warnings.length > 0 ? ["", ...warnings.map((text) => `! ${text}`)] : []),
    "",
  ].join("\n");
}

function ablationRows({ names, contrasts, contrastsLeftOut }: Ablations): string[][] {
  const rest = Math.max(0, contrasts.length - mostContrasts) + contrastsLeftOut;
  return [
    ...contrasts
      .slice(0, mostContrasts)
      .map((contrast, at) => contrastRow(at === 0 ? names.join(" = ") : "", contrast)),
    ...(rest > 0 ? [["", plural(rest, { one: "{count} more step", other: "{count} more steps" }), "", "", ""]] : []),
  ];
}

function contrastRow(name: string, { from, to, count, delta, verdicts }: Contrast): string[] {
  return [
    name,
    `${valueText(from)} → ${valueText(to)}`,
    plural(count, { one: "{count} pair", other: "{count} pairs" }),
    delta === undefined ? "" : formatDelta(delta),
    verdictCounts(verdicts),
  ];
}

function valueText(value: ParamValue | undefined): string {
  return value === undefined ? "–" : formatParam(value);
}

function verdictCounts(verdicts: Contrast["verdicts"]): string {
  return Object.entries(verdicts)
    .map(([word, count]) => `${count} ${verdictText({ verdict: word as keyof typeof verdicts })}`)
    .join(", ");
}
