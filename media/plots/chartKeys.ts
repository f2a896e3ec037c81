import { neighbourX } from "../../src/runs/drawing/lookup";
import type { Viewport } from "../../src/runs/drawing/viewport";
import type { Curve } from "../../src/shared/curve";
import { t } from "../../src/util/text";
import { spokenEntry, type Entry } from "./entries";
import type { KeyActions } from "./keys";
import type { Drawn } from "./paint";
import type { Session } from "./session";
import { xText } from "./xText";

/** The chart that keys act on. */
export interface KeyedChart {
  readonly name: string;
  readonly view: () => Viewport | undefined;
  readonly drawn: () => readonly Drawn[];
  readonly entries: (x: number | undefined) => readonly Entry[];
  readonly zoomAbout: (pixel: number, factor: number) => void;
  readonly pan: (pixels: number) => void;
  readonly announce: (text: string) => void;
}

/** What keys do in a chart. */
export function chartKeys(session: Session, chart: KeyedChart): KeyActions {
  const width = () => chart.view()?.width ?? 0;
  return {
    step: (way, far) => stepCursor(session, chart, way, far ? 10 : 1),
    end: (way) => moveCursor(session, chart, way < 0 ? -Infinity : Infinity),
    run: (way) => stepRun(session, chart, way),
    pin: () => session.pin(session.highlight),
    zoom: (factor) => chart.zoomAbout(width() / 2, factor),
    pan: (way) => chart.pan((-way * width()) / 10),
    reset: () => {
      session.resetZoom(chart.name);
      session.setCursor(undefined);
      session.point(undefined);
    },
  };
}

/** The curve whose points the keys go along: the highlighted run's, else the baseline's, else the first. */
function leading({ highlight }: Session, chart: KeyedChart): Curve | undefined {
  const drawn = chart.drawn().filter(({ isSuperseded = false, turn = 0 }) => !isSuperseded && turn === 0);
  const highlit = drawn.find(({ curve }) => curve.run === highlight);
  return (highlit ?? drawn.find((one) => one.isBaseline) ?? drawn[0])?.curve;
}

function stepCursor(session: Session, chart: KeyedChart, way: -1 | 1, points: number): void {
  const view = chart.view();
  const curve = leading(session, chart);
  if (!view || !curve) return;
  let x = session.cursor?.x ?? (way > 0 ? view.x0 : view.x1);
  for (let i = 0; i < points; i++) x = neighbourX(curve.xs, x, way) ?? x;
  moveCursor(session, chart, x);
}

function moveCursor(session: Session, chart: KeyedChart, to: number): void {
  const view = chart.view();
  if (!view) return;
  const x = Math.max(view.x0, Math.min(view.x1, to));
  session.setCursor({ x, chart: chart.name });
  tell(session, chart);
}

function stepRun(session: Session, chart: KeyedChart, way: -1 | 1): void {
  const entries = chart.entries(session.cursor?.x);
  if (entries.length === 0) return;
  const at = entries.findIndex(({ run }) => run.id === session.highlight);
  const next = at < 0 ? (way > 0 ? 0 : entries.length - 1) : (at + way + entries.length) % entries.length;
  session.point(entries[next]!.run.id);
  tell(session, chart);
}

/** Says aloud, to a screen reader, what the keys have come to. */
function tell(session: Session, chart: KeyedChart): void {
  const { cursor, x, highlight } = session;
  const run = highlight ?? leading(session, chart)?.run;
  const entry = chart.entries(cursor?.x).find((one) => one.run.id === run);
  if (entry) chart.announce(spokenEntry(entry, cursor ? xText(x, cursor.x) : t("last")));
}
