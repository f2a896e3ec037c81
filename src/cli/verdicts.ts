import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import { parseRule, type StandRule } from "../runs/judging/stands/rule";
import { HumanError } from "../util/errors";
import { shown } from "../util/shown";
import { t } from "../util/text";
import { oneOf, only } from "./arguments";
import { check, type Gate } from "./check";
import { diffJson, diffText, difference } from "./diff";
import { load, placeOf, type Loaded } from "./load";
import { isOk, report, reportFormats } from "./reports/check";
import { selectBaseline, selectRuns, type NamedBaseline } from "./select";

/** What `diff` and `check` are told beside their words. */
export interface VerdictOptions {
  readonly baseline?: readonly string[] | undefined;
  readonly dir?: string | undefined;
  readonly at?: string | undefined;
  readonly json?: boolean | undefined;
  readonly metric?: readonly string[] | undefined;
  readonly direction?: string | undefined;
  readonly "max-regression"?: string | undefined;
  readonly "fail-on"?: string | undefined;
  readonly format?: string | undefined;
}

/**
 * `lossline diff`: the runs that are named, together, against the baseline.
 * @returns what is printed
 * @throws {HumanError} if there is nothing to compare, or no baseline
 */
export async function diffRuns(words: readonly string[], options: VerdictOptions): Promise<string> {
  if (words.length === 0) throw new HumanError(t("{command} takes one run or several.", { command: "diff" }));
  const rule = ruleOf(options.at);
  const loaded = await load(placeOf(options.dir, words));
  const baseline = baselineOf(loaded, options.baseline);
  const found = difference(loaded, selectRuns(loaded, words), baseline, rule);
  return `${options.json ? JSON.stringify(diffJson(found)) : diffText(found)}\n`;
}

/** The baseline that was named, else the one of the state file. */
export function baselineOf(loaded: Loaded, words: readonly string[] | undefined): NamedBaseline {
  if (words) return selectBaseline(loaded, words);
  const { reference } = loaded;
  if (reference?.targets) {
    const entries = [...reference.targets];
    return {
      baseline: { targets: new Map(entries.map(([metric, { value }]) => [metric, value])) },
      directions: new Map(entries.flatMap(([metric, { direction }]) => (direction ? [[metric, direction]] : []))),
    };
  }
  const ids = new Set(reference?.runs.map(({ id }) => id));
  const runs = loaded.runs.filter(({ summary }) => ids.has(summary.id));
  const chosen = reference?.bestOf === undefined ? {} : { bestOf: reference.bestOf };
  if (runs.length > 0) return { baseline: { runs, ...chosen }, directions: new Map() };
  if (loaded.baseline !== undefined) {
    const name = shown(relative(loaded.root, loaded.baseline));
    throw new HumanError(
      t("The baseline {name} was not found: it was moved, renamed or deleted. Name one with --baseline RUN.", { name }),
    );
  }
  throw new HumanError(t("There is no baseline. Name one with --baseline RUN, or set one in the editor."));
}

/**
 * `lossline check`: every run below a folder against the baseline.
 * @returns what is printed, and whether all may pass
 * @throws {HumanError} if there is nothing to judge
 */
export async function checkRuns(
  words: readonly string[],
  options: VerdictOptions,
): Promise<{ ok: boolean; text: string }> {
  const { baseline: named, metric } = options;
  if (!named || (!metric && !named.some((word) => word.endsWith(".json")))) {
    throw new HumanError(t("{command} needs --baseline RUN and --metric METRIC.", { command: "check" }));
  }
  const format = oneOf("--format", options.format ?? "text", reportFormats);
  const asked = gateOf(options);
  const judged = await load(only(words, t("{command} takes one folder.", { command: "check" })));
  const home = options.dir === undefined ? judged : await load(options.dir);
  const baseline = selectBaseline(home, named);
  const metrics = metric ?? ("targets" in baseline.baseline ? [...baseline.baseline.targets.keys()] : []);
  if (metrics.length === 0) {
    throw new HumanError(t("{command} needs --baseline RUN and --metric METRIC.", { command: "check" }));
  }
  const results = [...new Set(metrics)].map((one) => check(judged, home, baseline, { ...asked, metric: one }));
  if (format === "github") appendSummary(report(results, "markdown"));
  return { ok: results.every(isOk), text: report(results, format) };
}

function gateOf(options: VerdictOptions): Omit<Gate, "metric"> {
  const maxRegression = Number(options["max-regression"] ?? 0);
  if (!(maxRegression >= 0)) throw new HumanError(t("--max-regression takes a number that is not negative."));
  return {
    maxRegression,
    rule: ruleOf(options.at),
    failOn: oneOf("--fail-on", options["fail-on"] ?? "worse", ["worse", "unclear"]),
    direction:
      options.direction === undefined
        ? undefined
        : oneOf<"lower" | "higher">("--direction", options.direction, ["lower", "higher"]),
  };
}

export function ruleOf(at = "last"): StandRule {
  const rule = parseRule(at);
  if (rule) return rule;
  throw new HumanError(
    t("{option} takes {values}, not {value}.", {
      option: "--at",
      values: "last, best, mean:N, step:N, time:SECONDS",
      value: at,
    }),
  );
}

/** GitHub shows what is appended to this file on the job's page. */
function appendSummary(markdown: string): void {
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (file === undefined || file === "") return;
  try {
    appendFileSync(file, `${markdown}\n`);
  } catch (error) {
    throw new HumanError(
      t("The step summary couldn't be written to {file}: {problem}", { file, problem: (error as Error).message }),
    );
  }
}
