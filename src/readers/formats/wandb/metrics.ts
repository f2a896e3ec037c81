/** define_metric: what a run's script said about its metrics. */
import { Fields, wire } from "../../parsing/protobuf/wire";
import type { RawSeries } from "../../raw";

/** What was said of one metric, or of all whose names begin alike. Absent = not said. */
interface Definition {
  /** The metric that is this one's x axis. */
  readonly stepMetric?: string;
  readonly direction?: NonNullable<RawSeries["direction"]>;
}

/** Definitions beyond this many are passed over. */
const most = 10_000;

/** Finds what is known of a metric by its name: a definition of its own goes before one by a prefix ("val/*"). */
export class MetricDefinitions {
  private readonly exact = new Map<string, Definition>();
  private readonly prefixes = new Map<string, Definition>();
  /** Names in the order of their records: old releases refer to step metrics by their place, counted from 1. */
  private readonly names: string[] = [];

  /** MetricRecord {1 name, 2 glob_name, 4 step_metric, 5 step_metric_index, 8 goal}. */
  take(view: DataView, start: number, end: number): void {
    if (this.names.length >= most) return;
    let name = "";
    let glob = "";
    let stepMetric: string | undefined;
    let goal = 0;
    const fields = new Fields().over(view, start, end);
    while (fields.next()) {
      if (fields.is(1, wire.bytes)) name = unescape(fields.text());
      else if (fields.is(2, wire.bytes)) glob = unescape(fields.text());
      else if (fields.is(4, wire.bytes)) stepMetric = unescape(fields.text());
      else if (fields.is(5, wire.varint)) stepMetric = this.names[fields.int64() - 1];
      else if (fields.is(8, wire.varint)) goal = fields.int64();
    }
    this.names.push(name);
    const direction = goal === 1 ? "lower" : goal === 2 ? "higher" : undefined;
    const definition: Definition = { ...(stepMetric !== undefined && { stepMetric }), ...(direction && { direction }) };
    if (name !== "") this.exact.set(name, { ...this.exact.get(name), ...definition });
    else if (glob.endsWith("*")) {
      const prefix = glob.slice(0, -1);
      this.prefixes.set(prefix, { ...this.prefixes.get(prefix), ...definition });
    }
  }

  /** The one metric that a goal was set for; undefined if there are several, as where each of "val/*" has one. */
  get goal(): string | undefined {
    const goals = [...this.exact].filter(([, { direction }]) => direction !== undefined);
    return goals.length === 1 && [...this.prefixes.values()].every(({ direction }) => direction === undefined)
      ? goals[0]?.[0]
      : undefined;
  }

  /** What is known of a metric. Names with a leading underscore are W&B's own, which no prefix means. */
  of(name: string): Definition {
    const exact = this.exact.get(name);
    if (exact || name.startsWith("_")) return exact ?? {};
    for (const [prefix, definition] of this.prefixes) if (name.startsWith(prefix)) return definition;
    return {};
  }
}

/** A literal dot in a key is written "\." in definitions, as "." separates the keys of nested ones. */
function unescape(name: string): string {
  return name.replaceAll("\\.", ".");
}
