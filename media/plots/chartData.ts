import type { Curve, CurveQuery } from "../../src/shared/curve";
import { messageOf } from "../../src/util/errors";
import { emptyCurve, holding, isLacking, pieceFor, queryFor, type Held, type Want } from "./held";

/** One of a chart's runs: its id, and the stamp of its series now. */
export interface Member {
  readonly run: string;
  readonly stamp: number;
}

/** How long after a question that failed it is asked again, in milliseconds: twice as long each time. */
const patience = { first: 500, most: 30_000 } as const;

export type AskCurves = (queries: readonly CurveQuery[]) => Promise<readonly Curve[]>;

/** The curves of one chart. Asks for what is lacking, one question at a time: what changes meanwhile is asked for next, and what failed is asked again. */
export class ChartData {
  /** Why the last question was not answered. */
  error: string | undefined;
  private readonly held = new Map<string, Held>();
  private members: readonly Member[] = [];
  private want: Want | undefined;
  private asking = false;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly name: string,
    private readonly askCurves: AskCurves,
    private readonly changed: () => void,
  ) {}

  /** Says what is to be drawn. */
  refresh(members: readonly Member[], want: Want): void {
    this.members = members;
    this.want = want;
    this.forgetOthers();
    void this.ask();
  }

  /** The run's curve in the x wanted; undefined until it has come. */
  curve(run: string): Curve | undefined {
    return this.want && pieceFor(this.held.get(run), this.want)?.curve;
  }

  /** The run's whole curve, whatever is zoomed to. */
  whole(run: string): Curve | undefined {
    const whole = this.held.get(run)?.whole;
    return whole?.x === this.want?.x ? whole?.curve : undefined;
  }

  /** Some run's curve has not come yet. */
  get waiting(): boolean {
    return this.members.some(({ run }) => !this.curve(run));
  }

  private async ask(): Promise<void> {
    const { want } = this;
    if (this.asking || !want) return;
    const lacking = this.members.filter(({ run, stamp }) => isLacking(this.held.get(run), want, stamp));
    if (lacking.length === 0) return;
    const queries = lacking.map(({ run }) => queryFor(run, this.name, this.held.get(run)?.whole ? want : whole(want)));
    this.asking = true;
    try {
      const curves = new Map((await this.askCurves(queries)).map((curve) => [curve.run, curve]));
      for (const [i, query] of queries.entries()) {
        const curve = curves.get(query.run) ?? emptyCurve(query);
        this.held.set(query.run, holding(this.held.get(query.run), query, curve, lacking[i]!.stamp));
      }
      this.error = undefined;
      this.failures = 0;
    } catch (error) {
      this.error = messageOf(error);
      this.askAgainLater();
    }
    this.asking = false;
    this.changed();
    if (this.error === undefined) void this.ask();
  }

  private askAgainLater(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.ask(), Math.min(patience.most, patience.first * 2 ** this.failures++));
  }

  dispose(): void {
    clearTimeout(this.retry);
  }

  private forgetOthers(): void {
    const runs = new Set(this.members.map(({ run }) => run));
    for (const run of this.held.keys()) {
      if (!runs.has(run)) this.held.delete(run);
    }
  }
}

/** The same without a zoom: a run's whole curve comes first, so that zooming out finds something. */
function whole({ x, smoothing, smoothWay, superseded = false, maxPoints }: Want): Want {
  return { x, smoothing, smoothWay, superseded, maxPoints };
}
