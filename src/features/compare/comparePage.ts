import { Page, type OpenPage } from "../../host/webview/page";
import { drawChart, type DrawnLine } from "../../runs/drawing/chart";
import { svgOf } from "../../runs/drawing/svg";
import { chartedMetrics, reportTitle, type Report } from "../../runs/report/report";
import { Channel, type Handlers } from "../../shared/channel";
import { mostLooked, type CompareAnswer, type LaunchedFacts } from "../../shared/compare";
import type { Curve } from "../../shared/curve";
import {
  applyCompareDelta,
  compareDelta,
  type CodeBetween,
  type CompareDelta,
  type CompareModel,
  type FromCompare,
  type ToCompare,
} from "../../shared/pages/compare";
import { pageChannels } from "../../shared/pages/page";
import type { TableChoices } from "../../shared/table";
import type { RunStore } from "../../store/runStore";
import { DisposableStore, type Disposable } from "../../util/disposable";
import type { Event } from "../../util/emitter";
import { t } from "../../util/text";
import type { RunSummary } from "../../shared/run";

/** What the page needs of what surrounds it. */
export interface CompareHost {
  readonly store: Pick<RunStore, "compare" | "curves" | "settings" | "runs" | "start" | "onDidChange">;
  readonly onDidChangeChoices: Event<void>;
  readonly choices: () => TableChoices;
  readonly trusted: () => boolean;
  readonly onTrusted: Event<void>;
  /** The commits and files between those of two runs, by id; null where one isn't known. */
  readonly code: (from: string, to: string) => Promise<CodeBetween | null>;
  /** The difference between the commits of two runs as a patch, where it is known. */
  readonly diff: (from: string, to: string) => Promise<string | undefined>;
  /** Opens the difference of one file, or of all. */
  readonly openCode: (from: string, to: string, file: string | undefined) => Promise<void>;
  /** The patch that was recorded with a run, by its id: an absolute path. @param beside what a tracker left beside it */
  readonly patchOf: (run: string, beside: string | undefined) => Promise<string | undefined>;
  /** The text of a patch at a path; undefined where it is gone or too large to read. */
  readonly patchText: (path: string) => Promise<string | undefined>;
  /** What launches recorded of the machines and packages of these runs. */
  readonly launched: (runs: readonly string[]) => Promise<LaunchedFacts>;
  /** Opens the difference of two patches; one that isn't there is empty. */
  readonly openPatches: (from: string | undefined, to: string | undefined) => Promise<void>;
  /** Sets a param apart as one that tells of the run itself, or no longer. */
  readonly setApart: (param: string, apart: boolean) => Promise<void>;
  readonly plot: (runs: readonly string[]) => Promise<void>;
  /** Lets the user choose a file, and writes the report there. @param charts drawn when the file was chosen */
  readonly saveReport: (title: string, content: () => Promise<ReportContent>) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Points of a curve on the page. */
const curvePoints = 600;

/** What a report tells, beside its title and when it was made. */
export type ReportContent = Omit<Report, "title" | "made">;

/** The one Compare page. */
export class ComparePage implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly page: Page<CompareModel, CompareDelta>;
  private readonly channel: Channel<ToCompare, FromCompare>;
  private stamp = 0;

  /** @param sides ids of the runs of each */
  constructor(
    private readonly host: CompareHost,
    private readonly panel: OpenPage,
    private sides: readonly (readonly string[])[],
  ) {
    const { store, onError } = host;
    const content = { model: () => this.model(), deltaOf: compareDelta, applyDelta: applyCompareDelta };
    this.page = this.owned.add(new Page(panel, content, onError));
    this.channel = this.owned.add(new Channel(this.page.port, pageChannels.own, this.handlers(), onError));
    for (const changed of [host.onDidChangeChoices, host.onTrusted, store.onDidChange])
      this.owned.add(
        changed(() => {
          this.stamp++;
          this.page.update();
        }),
      );
    this.owned.add(panel.onClose(() => this.dispose()));
    void store.start();
  }

  /** @param metric whose curves to show; the headline's without */
  show(sides: readonly (readonly string[])[], metric?: string): void {
    this.panel.reveal(false);
    this.choose(sides);
    if (metric !== undefined) this.page.whenListening("metric", () => this.channel.show("showMetric", metric));
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** How the sides compare, with what our launches recorded of them. */
  private async answer(sides = this.sides): Promise<CompareAnswer> {
    const { store, choices, launched } = this.host;
    const told = await launched(sides.flatMap((runs) => runs.slice(0, mostLooked)));
    return store.compare({ sides, choices: choices(), ...(told.length > 0 && { launched: told }) });
  }

  private handlers(): Handlers<FromCompare> {
    const { host } = this;
    const run = (work: Promise<void>) => void work.catch((error: unknown) => host.onError(error));
    return {
      answer: () => this.answer(),
      curves: (metric) => this.curves(metric),
      code: () => this.code(),
      openCode: (side, file) => {
        const [from, to] = [this.sides[0]?.[0], this.sides[side]?.[0]];
        if (from !== undefined && to !== undefined && host.trusted()) run(host.openCode(from, to, file));
      },
      openPatch: (side) => run(this.openPatch(side)),
      patches: async () => (await this.patches()).map((patch) => patch !== undefined),
      settings: (metric) => host.store.settings({ runs: this.sides.flat(), metric, choices: host.choices() }),
      compareInstead: (sides) => {
        const present = sides
          .map((ids) => ids.filter((id) => host.store.runs.has(id)))
          .filter(({ length }) => length > 0);
        if (present.length > 1) this.choose(present);
      },
      setApart: (param, apart) => run(host.setApart(param, apart)),
      plot: () => run(host.plot(this.sides.flat())),
      report: () => run(this.report()),
      makeFirst: (side) => {
        const first = this.sides[side];
        if (first) this.choose([first, ...this.sides.filter((_, at) => at !== side)]);
      },
      removeSide: (side) => {
        if (this.sides.length > 2) this.choose(this.sides.filter((_, at) => at !== side));
      },
    };
  }

  private async curves(name: string): Promise<readonly (readonly Curve[])[]> {
    const query = (run: string) => ({ run, name, x: "step", smoothing: 0, maxPoints: curvePoints }) as const;
    const curves = await this.host.store.curves(this.sides.flat().map(query));
    return this.sides.map((runs) => curves.filter(({ run }) => runs.includes(run)));
  }

  private async patches(): Promise<readonly (string | undefined)[]> {
    return this.patchesOf(await this.host.store.compare({ sides: this.sides, choices: this.host.choices() }));
  }

  private patchesOf({ sides }: CompareAnswer): Promise<readonly (string | undefined)[]> {
    return Promise.all(sides.map(({ runs, patch }) => this.host.patchOf(runs[0]!, patch)));
  }

  private async openPatch(side: number): Promise<void> {
    const patches = await this.patches();
    if (side > 0 && side < patches.length) await this.host.openPatches(patches[0], patches[side]);
  }

  private async report(): Promise<void> {
    const { host, sides } = this;
    const answer = await this.answer(sides);
    const title = reportTitle(answer);
    await host.saveReport(title, async () => {
      const runs = sides.flat().flatMap((id) => host.store.runs.get(id) ?? []);
      const names = chartedMetrics(answer, runs);
      const charts = await Promise.all(names.map(async (metric) => chartOf(metric, await this.curves(metric), answer)));
      const notes = runs.flatMap(noteOn);
      const [code, patches] = await Promise.all([this.diffs(), this.patchTexts(answer)]);
      return { answer, notes, code, patches, charts: charts.filter((chart) => chart !== undefined) };
    });
  }

  private async diffs(): Promise<NonNullable<Report["code"]>> {
    if (!this.host.trusted()) return [];
    const [first, ...others] = this.sides;
    const found = await Promise.all(others.map((runs) => this.host.diff(first![0]!, runs[0]!)));
    return found.flatMap((diff, at) => (diff === undefined ? [] : [{ side: at + 1, diff }]));
  }

  private async patchTexts(answer: CompareAnswer): Promise<NonNullable<Report["patches"]>> {
    const paths = await this.patchesOf(answer);
    const found = await Promise.all(paths.map(async (path) => path && this.host.patchText(path)));
    return found.flatMap((patch, side) => (patch === undefined || patch === "" ? [] : [{ side, patch }]));
  }

  private code(): Promise<readonly (CodeBetween | null)[]> {
    const [first, ...others] = this.sides;
    if (!this.host.trusted()) return Promise.resolve(others.map(() => null));
    return Promise.all(others.map((runs) => this.host.code(first![0]!, runs[0]!)));
  }

  private choose(sides: readonly (readonly string[])[]): void {
    this.sides = sides;
    this.page.updateNow();
  }

  private model(): CompareModel {
    return { stamp: this.stamp, sides: this.sides, trusted: this.host.trusted() };
  }
}

/** Size of a chart in a report, in pixels. */
const chartSize = { width: 760, height: 340 } as const;

function chartOf(metric: string, sides: readonly (readonly Curve[])[], answer: CompareAnswer) {
  const lines = sides.flatMap((curves, side) =>
    curves.map((curve): DrawnLine => ({
      name: answer.sides[side]?.name ?? "",
      curve,
      isBaseline: side === 0,
      color: side - 1,
    })),
  );
  const chart = drawChart(lines, chartSize.width, chartSize.height);
  return chart && { metric, svg: svgOf(chart, lines, metric, t("step")) };
}

function noteOn({ name, notes = "" }: RunSummary): Report["notes"][number][] {
  const text = notes.trim();
  return text === "" ? [] : [{ run: name, text }];
}
