import { handleOf } from "../../../runs/describe/handle";
import { nanStep } from "../../../runs/judging/judge";
import { stoppedEarly } from "../../../runs/judging/stoppedEarly";
import type { RunSummary } from "../../../shared/run";
import { exact } from "../../json";
import type { Loaded } from "../../load";
import { capped, countsOf, pageOf } from "../answer";
import { siblingsIn, type Project } from "../project";
import { Arguments, type InputSchema, type Tool } from "../tool";

const kinds = ["failed", "nan", "stopped early", "stale", "killed", "seed unused", "left out", "unreadable"] as const;
type Kind = (typeof kinds)[number];

interface Anomaly {
  readonly kind: Kind;
  readonly run: string;
  readonly told: object;
}

const inputSchema: InputSchema = {
  type: "object",
  properties: {
    kind: { type: "string", enum: kinds, description: "Only of this kind." },
    limit: { type: "integer", minimum: 1, maximum: 500, description: "How many to return; 50 if not given." },
  },
  additionalProperties: false,
};

export function findAnomalies(project: Project): Tool {
  return {
    name: "find_anomalies",
    title: "Find Anomalies",
    description:
      "What needs attention: runs that failed, turned NaN (from which step), stopped before their siblings, went silent or were killed; seeds that change nothing; files or rows that could not be read.",
    inputSchema,
    isReadOnly: true,
    run: async (given) => {
      const args = new Arguments(given, inputSchema);
      const wanted = args.text("kind") === undefined ? undefined : args.choice("kind", kinds, "nan");
      const loaded = await project.loaded();
      const all = anomaliesIn(loaded).filter(({ kind }) => wanted === undefined || kind === wanted);
      const page = pageOf(all, args.number("limit", 1, 500, 50));
      const items = page.items.map(({ kind, run, told }) => ({ kind, run, ...told }));
      return { asOf: project.asOf, ...countsOf(page), byKind: countBy(all), items };
    },
  };
}

function countBy(all: readonly Anomaly[]): object {
  return Object.fromEntries(kinds.map((kind) => [kind, all.filter((one) => one.kind === kind).length]));
}

function anomaliesIn(loaded: Loaded): Anomaly[] {
  const siblingsOf = siblingsIn(loaded);
  const order = ({ kind }: Anomaly) => kinds.indexOf(kind);
  const ofRuns = loaded.runs.flatMap(({ summary }) => anomaliesOf(summary, siblingsOf(summary), loaded));
  const problems = loaded.problems.map(({ path, message }): Anomaly => {
    return {
      kind: "unreadable",
      run: capped(path.slice(loaded.root.length + 1)),
      told: { untrusted: capped(message) },
    };
  });
  return [...ofRuns, ...problems].sort((a, b) => order(a) - order(b));
}

function anomaliesOf(run: RunSummary, siblings: readonly RunSummary[], loaded: Loaded): Anomaly[] {
  const found: Anomaly[] = [];
  const add = (kind: Kind, told: object) => found.push({ kind, run: handleOf(run), told });
  const metric = loaded.headline(run)?.metric;
  const { status } = run;
  if (status === "failed" || status === "stale" || status === "killed")
    add(status, { untrusted: capped(run.statusReason) });
  const nan = nanStep(run);
  if (nan !== undefined) add("nan", { fromStep: exact(nan), metrics: nanMetrics(run) });
  const early = stoppedEarly(run, siblings, metric);
  if (early) add("stopped early", { ...early });
  const value = lastOf(run, metric);
  const others = siblings.filter(({ id }) => id !== run.id).map((other) => lastOf(other, metric));
  const isSame =
    value !== undefined && Number.isFinite(value) && others.length >= 2 && others.every((other) => other === value);
  if (isSame && siblings[0]?.id === run.id) add("seed unused", { metric, value: exact(value), runs: siblings.length });
  const left = (run.leftOut ?? []).reduce((sum, { count }) => sum + count, 0);
  if (left > 0) add("left out", { count: left, causes: [...new Set(run.leftOut?.map(({ cause }) => cause))] });
  return found;
}

function nanMetrics({ series }: RunSummary): string[] {
  return series
    .filter(({ last }) => Number.isNaN(last?.value))
    .slice(0, 10)
    .map(({ name }) => capped(name));
}

function lastOf({ series }: RunSummary, metric: string | undefined): number | undefined {
  return series.find(({ name }) => name === metric)?.last?.value;
}
