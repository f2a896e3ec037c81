import { t } from "../../util/text";
import { formatDelta } from "../describe/numbers";
import { parseFilter } from "./filter";
import type { Verdict } from "./verdicts/verdict";
import { becauseText, verdictText } from "./verdicts/words";

/** A rule that a team sets: a metric of the latest run must not be worse than the baseline, but for a tolerance. */
export interface MetricTest {
  readonly metric: string;
  /** So much worse than the baseline is still well, in the metric's unit. Without it the judge's verdict alone decides. */
  readonly tolerance?: number;
  /** A filter as the Runs view takes it: the latest run that it lets through. Without it, the latest that has the metric. */
  readonly runs?: string;
}

/** Where the rules lie below a workspace folder. */
export const metricTestsFile = ".lossline/tests.json";

/** Reads `{ "tests": [{ "metric": "val/acc", "tolerance": 0.01, "runs": "lr0.3" }] }`; rules with a mistake are left out, and told. */
export function parseMetricTests(text: string): {
  readonly tests: readonly MetricTest[];
  readonly problems: readonly string[];
} {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { tests: [], problems: [t("Not valid JSON: {error}", { error: String(error) })] };
  }
  const list: unknown = isRecord(content) ? content["tests"] : undefined;
  if (!Array.isArray(list)) return { tests: [], problems: [t("{name} is missing, a list", { name: "tests" })] };
  const tests: MetricTest[] = [];
  const problems: string[] = [];
  for (const [at, each] of list.entries()) {
    const read = metricTestIn(each);
    if (typeof read === "object") tests.push(read);
    else problems.push(t("Test {number}: {problem}", { number: at + 1, problem: read }));
  }
  return { tests, problems };
}

function metricTestIn(value: unknown): MetricTest | string {
  if (!isRecord(value)) return t("not an object");
  const strange = Object.keys(value).find((key) => !["metric", "tolerance", "runs"].includes(key));
  if (strange !== undefined) return t("{name} is not known", { name: strange });
  const { metric, tolerance, runs } = value;
  if (typeof metric !== "string" || metric === "") return t("{name} is missing, a text", { name: "metric" });
  const isNumber = typeof tolerance === "number" && Number.isFinite(tolerance) && tolerance >= 0;
  if (tolerance !== undefined && !isNumber) return t("{name} is a number, 0 or more", { name: "tolerance" });
  if (runs !== undefined && typeof runs !== "string") return t("{name} is a text", { name: "runs" });
  const filter = runs === undefined ? undefined : parseFilter(runs);
  if (filter && "mistake" in filter)
    return t("{name} is no filter: {mistake}", { name: "runs", mistake: filter.mistake });
  return { metric, ...(isNumber ? { tolerance } : {}), ...(runs === undefined ? {} : { runs }) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "val/acc of lr0.3, not worse than the baseline by more than 0.01" */
export function metricTestName({ metric, tolerance, runs }: MetricTest): string {
  const of = runs === undefined || runs === "" ? metric : t("{metric} of {runs}", { metric, runs });
  return tolerance === undefined
    ? t("{metric} is not worse than the baseline", { metric: of })
    : t("{metric} is not worse than the baseline by more than {tolerance}", {
        metric: of,
        tolerance: String(tolerance),
      });
}

/** How a rule turned out. `errored`: it could not be tested, which is neither. */
export interface MetricTestResult {
  readonly outcome: "passed" | "failed" | "errored";
  /** The verdict with its reason, in sentences. */
  readonly message: string;
}

/** What the one judge's verdict means for a rule. */
export function metricTestResult(verdict: Verdict, tolerance: number | undefined): MetricTestResult {
  const { verdict: word, delta, direction } = verdict;
  const by = delta === undefined ? "" : ` (${formatDelta(delta)})`;
  const message = `${verdictText(verdict)}${by}. ${becauseText(verdict)}`;
  if (word === "can't be compared") return { outcome: "errored", message };
  const worse = delta === undefined || direction === "unknown" ? undefined : direction === "lower" ? delta : -delta;
  if (tolerance !== undefined && worse !== undefined) {
    // Beyond the tolerance a difference that may be chance is still no proof of harm: the judge must call it worse.
    return { outcome: worse > tolerance && word !== "within noise" ? "failed" : "passed", message };
  }
  return { outcome: word === "worse" ? "failed" : "passed", message };
}
