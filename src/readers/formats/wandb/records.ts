/** wandb_internal.Record (wandb/proto/wandb_internal.proto) → series, params, facts. */
import { PayloadPlace } from "../../parsing/leveldb/log";
import { Fields, wire } from "../../parsing/protobuf/wire";
import type { RunBuilder } from "./builder";
import { timestamp } from "./facts";
import type { Tree } from "./tree";
import { listsFiles } from "./media";
import { RowValues } from "./rowValues";
import { Item } from "./value";

/** The fields of a Record that are read. New releases add others, which are passed over. */
const record = { history: 2, summary: 3, config: 5, stats: 7, metric: 12, run: 17, exit: 18, environment: 26 } as const;

/** Reads the records of one run, in log order. */
export class RecordDecoder {
  /** Records that were no protocol buffers. */
  malformed = 0;
  private payload: Buffer = Buffer.alloc(0);
  private place = new PayloadPlace();
  /** One for each kind of record, as each has its own keys. */
  private readonly historyItem = new Item();
  private readonly treeItem = new Item();
  private readonly systemItem = new Item();
  private readonly row = new Fields();
  private readonly rowValues: RowValues;

  /** @param file absolute path of the log */
  constructor(
    private readonly run: RunBuilder,
    file: string,
  ) {
    this.rowValues = new RowValues(file);
  }

  /** Takes one serialised Record, which lies there in the log. */
  take(payload: Buffer, place: PayloadPlace): void {
    this.place = place;
    const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
    this.payload = payload;
    const fields = new Fields().over(view, 0, payload.length);
    while (fields.next()) if (fields.wire === wire.bytes) this.takeField(view, fields.number, fields.start, fields.end);
    if (fields.malformed) this.malformed++;
  }

  private takeField(view: DataView, number: number, start: number, end: number): void {
    const { run } = this;
    if (number === record.history) this.takeHistory(view, start, end);
    else if (number === record.summary) this.takeTree(run.summary, view, start, end);
    else if (number === record.config) this.takeTree(run.config, view, start, end);
    else if (number === record.stats) this.takeStats(view, start, end);
    else if (number === record.exit) run.facts.takeExit(view, start, end);
    else if (number === record.environment) run.facts.takeEnvironment(view, start, end);
    else if (number === record.metric) {
      run.definitions.take(view, start, end);
      run.history.redefine();
    } else if (number === record.run) {
      const { config, summary } = run.facts.takeRun(view, start, end);
      if (config) this.takeTree(run.config, view, config.start, config.end);
      if (summary) this.takeTree(run.summary, view, summary.start, summary.end);
    }
  }

  /** HistoryRecord {1 repeated item, 2 step {1 num}}. */
  private takeHistory(view: DataView, start: number, end: number): void {
    const item = this.historyItem;
    const { history } = this.run;
    let step: number | undefined;
    item.begin();
    const fields = this.row.over(view, start, end);
    while (fields.next()) {
      if (fields.is(2, wire.bytes)) step = stepOf(view, fields.start, fields.end);
      if (!fields.is(1, wire.bytes)) continue;
      const { name, number } = item.read(this.payload, view, fields.start, fields.end);
      if (number !== undefined) history.number(name, number);
      else if (item.isTextOrObject || listsFiles(name)) history.value(name, item.value());
      else if (!item.isNull) history.odd(name);
    }
    const row = { payload: this.payload, view, start, end, place: this.place };
    history.end(step, (tags) => this.rowValues.locate(row, tags));
  }

  /** ConfigRecord or SummaryRecord {1 repeated update, 2 repeated remove}, both of items. */
  private takeTree(tree: Tree, view: DataView, start: number, end: number): void {
    this.treeItem.begin();
    const fields = this.row.over(view, start, end);
    while (fields.next()) {
      if (fields.wire !== wire.bytes || fields.number > 2) continue;
      const item = this.treeItem.read(this.payload, view, fields.start, fields.end);
      if (fields.number === 2) tree.remove(item.path);
      else tree.set(item.path, item.number ?? item.value() ?? null);
    }
  }

  /** StatsRecord {2 timestamp, 3 repeated item}: what the machine did. Has no step, so each series counts its own points. */
  private takeStats(view: DataView, start: number, end: number): void {
    let wall: number | undefined;
    this.systemItem.begin();
    const logged: [name: string, value: number][] = [];
    const fields = new Fields().over(view, start, end);
    while (fields.next()) {
      if (fields.is(2, wire.bytes)) wall = timestamp(view, fields.start, fields.end);
      if (!fields.is(3, wire.bytes)) continue;
      const { name, number } = this.systemItem.read(this.payload, view, fields.start, fields.end);
      if (number !== undefined) logged.push([name, number]);
    }
    for (const [name, value] of logged) {
      this.run.system(name, value, wall);
    }
  }
}

/** HistoryStep {1 num}: left out where it is 0. */
function stepOf(view: DataView, start: number, end: number): number {
  const fields = new Fields().over(view, start, end);
  let step = 0;
  while (fields.next()) if (fields.is(1, wire.varint)) step = fields.int64();
  return step;
}
