import { isMetricName } from "../tables/metricWords";
import type { JsonObject, JsonValue } from "../documents/pythonJson";

/** So many lines must agree on a counter and a name before anything is believed. */
const enough = 3;
/** Rows kept until that is so; of a file that says it later, the first are lost. */
const mostHeld = 1000;
/** Names counted: a file whose names are all different holds no log. */
const mostNames = 4096;

/** CatBoost calls its losses by the data alone; Baselines and Spinning Up have short words for an episode's reward. */
const otherMetrics =
  /^(?:learn|test|best|objective|top[1-9]\d?(?:err)?|top [1-9]\d?|tr?el|trl|(?:average|max|min)?ep_?re[tw](?:_?mean)?)$/i;
/** What other programs count, too: believed of epochs and iterations alone. */
const ofEpochs = /^(?:(?:avg|average|train|training|test|valid|validation)[ _]?)?cost$/i;
/** The losses of networks that play against each other: `G_GAN`, `D_real`, `cycle_A`, `idt_B`. */
const adversarial = /^(?:[GD](?:_[A-Za-z][A-Za-z0-9]{0,11})?|(?:cycle|idt)_[AB])$/;

/** Whether a name that was printed speaks of a metric. */
export function speaks(name: string): boolean {
  return isMetricName(name) || otherMetrics.test(name) || adversarial.test(name);
}

function speaksIn({ place, counter }: LogRow, name: string): boolean {
  const isOfLoop = place["epoch"] !== undefined || /^iter(?:ation)?$/i.test(counter);
  return speaks(name) || (isOfLoop && ofEpochs.test(name));
}

function isRate(name: string): boolean {
  return /^(?:lr|learning[_ ]?rate)$/i.test(name);
}

/** A row that a line made, and where it lies. */
export interface LogRow {
  /** What counts: `epoch`, `iteration`. */
  readonly counter: string;
  readonly at: number;
  /** The counter, the part of the data, and the time, as a row of a log has them. */
  readonly place: JsonObject;
  readonly values: ReadonlyMap<string, number>;
  /** The line itself has the counter; else it is that of a line before. */
  readonly isCounted: boolean;
  /** It counts things of a name each, and is believed in no case. */
  readonly isThing: boolean;
  /** How many trainings the log held before the row's. */
  readonly training: number;
}

/** How often a name stood beside a counter, and how that went on. */
interface Tally {
  count: number;
  last: number;
  training: number;
  ups: number;
  downs: number;
  /** Rows with this name alone, until it is believed. */
  readonly held: LogRow[];
}

/**
 * Holds rows back until three of them agree on a counter that counts and on a name that speaks of a metric; and from then on
 * each name until three rows have it, unless it speaks and its line has the counter. Rows go on in the order of their lines.
 */
export class Agreement {
  isReached = false;
  private held: LogRow[] = [];
  private training = 0;
  private readonly tallies = new Map<string, Tally>();

  /** @param give takes a row that is believed, and how many trainings there were before its own */
  constructor(private readonly give: (row: JsonObject, training: number) => void) {}

  /** Takes the next row. @returns whether it was the one that convinced */
  take(row: LogRow): boolean {
    const convinced = !this.isReached && this.agrees(row);
    if (convinced) {
      this.isReached = true;
      for (const one of this.held) this.pass(one);
      this.held = [];
    }
    if (this.isReached) this.pass(row);
    else if (this.held.push(row) > mostHeld) this.held.shift();
    return convinced;
  }

  /** Counts a row's names. @returns whether one of them is believed now */
  private agrees(row: LogRow): boolean {
    let found = false;
    if (isEvaluation(row)) return false;
    for (const name of row.values.keys()) {
      const tally = this.tallyOf(`${row.counter} ${name}`, row.at);
      if (!tally) continue;
      tally.count++;
      // Trainings of an epoch each go on, too.
      if (row.training > tally.training || row.at > tally.last) tally.ups++;
      else if (row.at < tally.last) tally.downs++;
      [tally.last, tally.training] = [row.at, row.training];
      const counts = tally.ups >= enough - 1 && tally.downs * 2 <= tally.ups;
      // A rate alone may be one of the settings that a program prints when it starts.
      found ||= tally.count >= enough && counts && speaksIn(row, name) && !isRate(name);
    }
    return found;
  }

  private pass(row: LogRow): void {
    if (row.training > this.training) this.forgetHeld(row.training);
    const sure = new Map<string, number>();
    for (const [name, value] of row.values) {
      if (row.isCounted && speaksIn(row, name)) {
        sure.set(name, value);
        continue;
      }
      const tally = this.tallyOf(`:${name}`, row.at);
      if (!tally) continue;
      tally.count++;
      if (row.at > tally.last) tally.ups++;
      tally.last = row.at;
      // A name that does not speak is believed where its counter goes on: a program says much at one place.
      const isBelieved = tally.count >= enough && (speaks(name) || tally.ups >= enough - 1);
      if (isBelieved && tally.held.length === 0) sure.set(name, value);
      else if (tally.held.push({ ...row, values: new Map([[name, value]]) }) > mostHeld) tally.held.shift();
      if (isBelieved) for (const one of tally.held.splice(0)) this.give(rowOf(one, one.values), one.training);
    }
    if (sure.size > 0) this.give(rowOf(row, sure), row.training);
  }

  /** What one training says too seldom to be believed is none of the next one's. */
  private forgetHeld(training: number): void {
    this.training = training;
    for (const [name, tally] of this.tallies) {
      if (name.startsWith(":")) this.tallies.set(name, { ...tally, count: 0, ups: 0, held: [] });
    }
  }

  private tallyOf(name: string, at: number): Tally | undefined {
    let tally = this.tallies.get(name);
    if (!tally && this.tallies.size < mostNames)
      this.tallies.set(name, (tally = { count: 0, last: at, training: 0, ups: 0, downs: 0, held: [] }));
    return tally;
  }
}

/** Episodes of an evaluation are of no training, however often they are counted. */
function isEvaluation({ counter, place }: LogRow): boolean {
  const part = place["split"];
  return typeof part === "string" && /^(?:episodes?|ep)$/i.test(counter) && /^(?:eval|evaluation|test)$/i.test(part);
}

function rowOf({ place }: LogRow, values: ReadonlyMap<string, number>): JsonObject {
  const row = Object.assign(Object.create(null), place) as Record<string, JsonValue>;
  for (const [name, value] of values) row[name] = value;
  return row;
}
