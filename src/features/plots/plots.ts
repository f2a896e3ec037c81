import type { PlotOptions } from "../../host/commandArguments";
import { Page, type OpenPage } from "../../host/webview/page";
import type { Plotted } from "../../host/plotted";
import { strokesOf } from "../../runs/describe/colors";
import { directionOf } from "../../runs/judging/direction";
import { xMetricOf, type Curve, type CurveQuery } from "../../shared/curve";
import type { RunSummary } from "../../shared/run";
import { Channel } from "../../shared/channel";
import { pageChannels } from "../../shared/pages/page";
import {
  applyDelta,
  type DataPart,
  type FromPlots,
  type PlotsDelta,
  type PlotsModel,
  type PlotsView,
  type Selection,
  type ToPlots,
} from "../../shared/pages/plots";
import type { UserState } from "../../state/userState";
import type { RunStore } from "../../store/runStore";
import { DisposableStore, type Disposable } from "../../util/disposable";
import type { Event } from "../../util/emitter";
import type { VerdictOn } from "./charts";
import { pointLines } from "./data";
import { deltaOf } from "./delta";
import { plotsModel, runsOf, type PlotBaseline } from "./model";
import { t } from "../../util/text";
import { choose, shown, without } from "./selection";
import { Spellings } from "./spellings";

/** What the plots need of what surrounds them. */
export interface PlotsHost {
  readonly store: RunStore;
  readonly state: Pick<UserState, "headlineMetric" | "label" | "color" | "direction" | "sameMetrics" | "onDidChange">;
  /** A setting of theirs may have another value. */
  readonly onDidChangeSettings: Event<void>;
  /** The runs that are plotted, as others choose them too. */
  readonly plotted: Pick<Plotted, "runs" | "set" | "onDidChange">;
  /** The most runs that are drawn. */
  readonly maxRuns: () => number;
  readonly smoothing: () => number;
  /** Lets the user choose runs, those given ticked; undefined if dismissed. */
  readonly pickRuns: (chosen: readonly string[]) => Promise<readonly string[] | undefined>;
  /** Lets the user choose one of these metrics for a chart; undefined if dismissed. */
  readonly pickMetric: (chart: string, metrics: readonly string[]) => Promise<string | undefined>;
  /** What these runs are measured against, as it is now: each workspace folder may have its own. */
  readonly baselines: (runs: readonly string[]) => readonly PlotBaseline[];
  readonly verdict: VerdictOn;
  /** Shows what runs logged beside scalars. */
  readonly media: (runs: readonly string[]) => void;
  /** The group that a run is shown in, of two runs or more. */
  readonly groupOf: (run: string) => { readonly key: string; readonly name: string } | undefined;
  readonly gpuHours: (run: RunSummary) => number | undefined;
  /** Verdicts may be others now. */
  readonly onDidChangeVerdicts: Event<void>;
  readonly copyLines: (lines: Iterable<string>) => Promise<void>;
  /** Lets the user choose a file for the lines. */
  readonly saveLines: (name: string, lines: () => Promise<Iterable<string>>) => Promise<void>;
  readonly saveImage: (name: string, svg: string, png: Uint8Array) => Promise<void>;
  readonly openSetting: (id: string) => void;
  /** How the page was last set up in this workspace, as it left it; undefined if never. */
  readonly keptView: () => unknown;
  readonly keepView: (view: PlotsView) => void;
  readonly onError: (error: unknown) => void;
}

/** A Plots page: turns the selection into a model, and answers what the page asks. */
export class Plots implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly page: Page<PlotsModel, PlotsDelta>;
  private readonly channel: Channel<ToPlots, FromPlots>;
  private spellings: Spellings | undefined;

  constructor(
    private readonly host: PlotsHost,
    private readonly panel: OpenPage,
    private selection: Selection,
    /** The page of the runs that are ticked; others show what they were opened with. */
    private readonly follows = true,
  ) {
    const { store, state, onError } = host;
    this.page = this.owned.add(new Page(panel, { model: () => this.model(), deltaOf, applyDelta }, onError));
    this.channel = this.owned.add(new Channel(this.page.port, pageChannels.own, this.handlers(), onError));
    for (const changed of [store.onDidChange, state.onDidChange, host.onDidChangeSettings, host.onDidChangeVerdicts])
      this.owned.add(changed(() => this.page.update()));
    if (follows) this.owned.add(host.plotted.onDidChange(() => this.follow()));
    this.owned.add(panel.onClose(() => this.dispose()));
    if (follows) host.plotted.set(selection.runs);
    void store.start();
  }

  /** Shows these runs, beside or instead of those shown before, and brings the page to the front. */
  show(runs: readonly string[], options: PlotOptions): void {
    const { series } = options;
    this.panel.reveal(options.preserveFocus ?? false);
    this.select(choose(this.selection, runs, options.add ?? false));
    if (series !== undefined)
      this.page.whenListening("reveal", () => this.channel.show("reveal", this.chartOf(series)));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private handlers() {
    const { openSetting } = this.host;
    return {
      curves: (queries: readonly CurveQuery[]) => this.curves(queries),
      addRuns: () => void this.addRuns(),
      removeRun: (run: string) => this.select(without(this.selection, run, this.baselineRuns())),
      showBaseline: (baseline: boolean) => this.select({ ...this.selection, baseline }),
      openSetting,
      keepView: (view: PlotsView) => this.host.keepView(view),
      copyText: (text: string) => this.run(this.host.copyLines([text])),
      pickMetric: (chart: string, metrics: readonly string[]) => this.host.pickMetric(chart, metrics),
      copyData: (charts: readonly string[], part: DataPart) => this.run(this.copyData(charts, part)),
      exportData: (charts: readonly string[], part: DataPart) => {
        this.run(this.host.saveLines(charts[0] ?? "", () => this.lines(charts, part)));
      },
      saveImage: (chart: string, svg: string, png: Uint8Array) => this.run(this.host.saveImage(chart, svg, png)),
      media: () => this.host.media(this.selection.runs),
    };
  }

  /** @param queries by the names of charts */
  private curves(queries: readonly CurveQuery[]): Promise<readonly Curve[]> {
    const { store } = this.host;
    return this.spellings?.load(queries, (asked) => store.curves(asked)) ?? store.curves(queries);
  }

  /** The chart of a series that some plotted run has. */
  private chartOf(series: string): string {
    const { runs } = this.host.store;
    const own = this.selection.runs.flatMap((id) => runs.get(id) ?? []).find((run) => hasSeries(run, series));
    return (own && this.spellings?.chartOf(own, series)) ?? series;
  }

  private run(work: Promise<void>): void {
    void work.catch((error: unknown) => this.host.onError(error));
  }

  private async copyData(charts: readonly string[], part: DataPart): Promise<void> {
    await this.host.copyLines(await this.lines(charts, part, "\t"));
  }

  /** The points of charts as lines of a table: every one of them, however few were drawn. */
  private async lines(charts: readonly string[], { x, range }: DataPart, separator: "," | "\t" = ",") {
    const model = this.model();
    const wanted = new Set(charts);
    const queries = model.charts
      .filter(({ name }) => wanted.has(name))
      .flatMap(({ name, runs }) =>
        [...runs].map((index) => ({ run: model.runs[index]!.id, name, x, smoothing: 0, maxPoints: Infinity })),
      );
    const curves = await this.curves(range ? queries.map((query) => ({ ...query, range })) : queries);
    const labels = new Map(model.runs.map(({ id, label }) => [id, label]));
    return pointLines(curves, xMetricOf(x) ?? x, (run) => labels.get(run) ?? run, separator);
  }

  /** Runs were ticked or unticked elsewhere. */
  private follow(): void {
    const { runs } = this.host.plotted;
    if (runs.join("\n") !== this.selection.runs.join("\n")) this.select({ ...this.selection, runs });
  }

  private select(selection: Selection): void {
    this.selection = selection;
    if (this.follows) this.host.plotted.set(selection.runs);
    this.page.updateNow();
  }

  private model(): PlotsModel {
    const { store, state, maxRuns, smoothing } = this.host;
    const baselines = this.host.baselines(this.selection.runs);
    const measures = runsOf(baselines);
    const { runs, leftOut } = shown(this.selection, measures, (id) => store.runs.has(id), maxRuns());
    void store.detail(runs);
    const chosenColor = (id: string) => state.color(id);
    const summaries = runs.map((id) => store.runs.get(id)!);
    this.spellings = state.sameMetrics.length > 0 ? new Spellings(summaries, state.sameMetrics) : undefined;
    const model = plotsModel({
      selection: this.selection,
      smoothing: smoothing(),
      runs: summaries,
      spellings: this.spellings,
      baselines,
      colors: strokesOf(
        runs.filter((run) => !measures.includes(run)),
        chosenColor,
      ),
      chosenColor,
      label: (id) => state.label(id),
      verdict: this.host.verdict,
      groupOf: this.host.groupOf,
      gpuHours: this.host.gpuHours,
      direction: (series) => directionOf(series, (tag) => state.direction(tag)),
      headline: state.headlineMetric,
      leftOut,
      scanning: !store.scanned,
      keptView: this.host.keptView(),
    });
    this.panel.setTitle(titleOf(model));
    return model;
  }

  private baselineRuns(): readonly string[] {
    return runsOf(this.host.baselines(this.selection.runs));
  }

  private async addRuns(): Promise<void> {
    const baseline = this.baselineRuns();
    const { runs, baseline: isShown } = this.selection;
    const ticked = isShown ? [...new Set([...baseline, ...runs])] : runs;
    const picked = await this.host.pickRuns(ticked);
    if (!picked) return;
    const keeps = baseline.length === 0 ? isShown : baseline.some((run) => picked.includes(run));
    const others = picked.filter((run) => !baseline.includes(run) || runs.includes(run));
    this.select({ runs: others, baseline: keeps });
  }
}

function hasSeries({ series }: RunSummary, name: string): boolean {
  return series.some((own) => own.name === name);
}

/** What a tab is called: its first run that is not the baseline, and how many more there are. */
function titleOf({ runs }: PlotsModel): string {
  const others = runs.filter(({ isBaseline }) => !isBaseline);
  const [first] = others.length > 0 ? others : runs;
  if (!first) return t("Plots");
  const more = others.length - 1;
  return more > 0 ? t("Plots: {run} +{more}", { run: first.label, more }) : t("Plots: {run}", { run: first.label });
}
