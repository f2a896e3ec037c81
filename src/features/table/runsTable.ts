import { Page, type OpenPage } from "../../host/webview/page";
import { Channel } from "../../shared/channel";
import { pageChannels } from "../../shared/pages/page";
import {
  applyTableDelta,
  tableDelta,
  type CopyFormat,
  type FileFormat,
  type FromTable,
  type RowAction,
  type TableCut,
  type TableDelta,
  type TableLook,
  type TableModel,
  type ToTable,
} from "../../shared/pages/table";
import type { RunWords, TableChoices, TableQuery, TableWindow } from "../../shared/table";
import { readView, type NamedView } from "../../shared/tableViews";
import type { RunFilter } from "../../host/runFilter";
import { Marking } from "./marking";
import type { RunStore } from "../../store/runStore";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import type { Event } from "../../util/emitter";

/** What the table needs of what surrounds it. */
export interface TableHost {
  readonly store: Pick<RunStore, "table" | "scanned" | "start" | "onDidChange">;
  readonly plotted: { readonly runs: readonly string[]; readonly onDidChange: Event<void> };
  /** The lines of plotted runs by id; a baseline has none here. */
  readonly lines: () => ReadonlyMap<string, number>;
  /** That of the Runs view. */
  readonly filter: Pick<RunFilter, "text" | "set" | "onDidChange">;
  /** What the user chose may be another. */
  readonly onDidChangeChoices: Event<void>;
  readonly choices: () => TableChoices;
  /** Does it with runs; ids. */
  readonly act: (action: RowAction, runs: readonly string[]) => Promise<void>;
  readonly write: (run: string, words: RunWords) => Promise<void>;
  readonly chooseView: (current: NamedView) => Promise<NamedView | undefined>;
  readonly askRule: (kind: "step" | "mean", metric: string) => Promise<string | undefined>;
  readonly copy: (query: TableQuery, cut: TableCut, format: CopyFormat) => Promise<void>;
  readonly save: (query: TableQuery, cut: TableCut, format: FileFormat) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** The page with the table of runs: hands its questions on with what the user chose, and does what is done to rows. */
export class RunsTable implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly page: Page<TableModel, TableDelta>;
  private readonly channel: Channel<ToTable, FromTable>;
  private readonly marking: Marking;
  private stamp = 0;
  /** What the user chose, worked out again only when it may be another. */
  private known: TableChoices | undefined;

  constructor(
    private readonly host: TableHost,
    private readonly panel: OpenPage,
  ) {
    const { store, plotted, onError } = host;
    this.marking = new Marking(host);
    const content = { model: () => this.model(), deltaOf: tableDelta, applyDelta: applyTableDelta };
    this.page = this.owned.add(new Page(panel, content, onError));
    this.channel = this.owned.add(new Channel(this.page.port, pageChannels.own, this.handlers(), onError));
    for (const changed of [store.onDidChange, host.onDidChangeChoices]) this.owned.add(changed(() => this.outdate()));
    for (const changed of [plotted.onDidChange, host.filter.onDidChange])
      this.owned.add(changed(() => this.page.updateNow()));
    this.owned.add(panel.onClose(() => this.dispose()));
    void store.start();
  }

  /** Brings the page to the front, and the cursor into its filter. */
  show(): void {
    this.panel.reveal(false);
    this.page.whenListening("focusFilter", () => this.channel.show("focusFilter"));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private handlers(): FromTableHandlers {
    const { store } = this.host;
    return {
      shape: (look) => store.table.tableShape(this.queryOf(look)),
      rows: (look: TableLook, window: TableWindow) => store.table.tableRows(this.queryOf(look), window),
      shareFilter: (filter) => this.host.filter.set(filter),
      act: (action, look, keys) => this.run(() => this.act(action, look, keys)),
      write: (run, words) => this.run(() => this.marking.write(run, words)),
      writeOnAll: (runs, words) => this.run(() => this.marking.writeOnAll(runs, words)),
      undo: () => this.run(() => this.undo()),
      // Whatever the page gives is looked at again when it is read.
      chooseView: (current) => this.host.chooseView(readView(current)),
      askRule: (kind, metric) => this.host.askRule(kind, metric),
      copy: (cut, format) => this.run(() => this.host.copy(this.queryOf(cut.look), cut, format)),
      save: (cut, format) => this.run(() => this.host.save(this.queryOf(cut.look), cut, format)),
    };
  }

  private async act(action: RowAction, look: TableLook, keys: readonly string[]): Promise<void> {
    const all = keys[0] === "*";
    const runs = await this.host.store.table.tableRuns(this.queryOf(look), all ? undefined : keys);
    // The baseline has no row of its own among those that are asked for.
    const others = all ? [] : keys.filter((key) => !key.startsWith("group:") && !runs.includes(key));
    const every = [...runs, ...others];
    if (action === "pin" || action === "unpin") await this.marking.star(every, action === "pin");
    else await this.host.act(action, every);
  }

  private async undo(): Promise<void> {
    if (!(await this.marking.undo())) throw new HumanError(t("There is nothing to undo in this table."));
  }

  private run(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.host.onError(error));
  }

  private outdate(): void {
    this.known = undefined;
    this.stamp++;
    this.page.update();
  }

  private queryOf(look: TableLook): TableQuery {
    this.known ??= this.host.choices();
    return { ...look, choices: this.known };
  }

  private model(): TableModel {
    const { store, plotted, filter } = this.host;
    this.known ??= this.host.choices();
    const { judging, baseline } = this.known;
    const hasBaseline = judging ? judging.references.length > 0 : baseline !== undefined;
    const drawn = this.host.lines();
    const lines = plotted.runs.map((run) => drawn.get(run) ?? -1);
    const scanning = !store.scanned;
    return { stamp: this.stamp, scanning, hasBaseline, filter: filter.text, plotted: plotted.runs, lines };
  }
}

type FromTableHandlers = ConstructorParameters<typeof Channel<ToTable, FromTable>>[2];
