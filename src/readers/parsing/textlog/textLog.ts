import type { RawRun } from "../../raw";
import { RowLog } from "../lines/rowLog";
import type { JsonValue } from "../documents/pythonJson";
import { Agreement, speaks, type LogRow } from "./agreement";
import { AlignedTables, type AlignedRow } from "./alignedTables";
import { Boxes } from "./boxes";
import { cleanLine, longestLine } from "./clean";
import { saysDecimals, saysDots, type CommaUse } from "./commas";
import { sectionIn, speaksOfPart } from "./parts";
import { Labels } from "./labels";
import type { Counter } from "./leads";
import { readLine } from "./lineReading";
import { PipedTables } from "./pipedTables";
import { PrintedTables, type PrintedRow } from "./printedTables";
import { nothingSaid, type LineReading } from "./reading";
import { patternOf, rowOfBox } from "./rows";
import { tokensOf, type Token } from "./tokens";

/** A line that counts, without a value, stands for those after it: so many lines at most. */
const longestReach = 200;
/** Lines that show that those of a training do not say how many epochs there are to be. */
const fewest = 3;
/** Numbers of epochs that are told apart. */
const mostTotals = 1000;
/** What programs print before a training: `===== Training Loss (Sat Jun  6 16:47:21 2020) =====`, `Start training`. */
const announces =
  /^[=*#-]{4,} {0,4}training|\bstart(?:ed|ing)? (?:the )?training\b|\b(?:train(?:ing)?|program) start(?:s|ed)?\b|开始训练/i;
/** What is said of an epoch that is over. */
const looksBack = /\bearly[- _]?stop|\bbest\b|\bstopped\b/i;
/** What is said of a training that is over, and was told where it was measured: `Optimization complete with best … on iteration 9`. */
const isOver = /\b(?:complete[d]?|finished) with (?:the )?best\b/i;
/** Settings that nobody logs as a metric; and those that may stand among them. */
const surely = /(?:^|[ _])(?:dim|size|seed|dropout|weight_decay|clip|layers?|heads|hidden|workers|patience|warmup)$/i;
const given =
  /(?:^|[ _])(?:dim|size|seed|dropout|weight_decay|clip|layers?|heads|hidden|workers|patience|warmup|lr|rate|decay|momentum)$/i;
const resumes = /\bresum(?:e|ed|es|ing)\b/i;
const longestAnnouncement = 200;
/** A line that names a part of the data for those below it, and how many of these there may be. */
const longestSection = 40;
const sectionReach = 12;
/** Lines of so few characters say nothing. */
const shortest = 3;

/** What was found out in the lines, by which they are to be read. */
export interface TextFindings {
  /** Steps start again in every epoch. */
  readonly inner: boolean;
  /** Two counts of epochs take turns: `Epoch 3/20` stands among lines of `Epoch 1/5`. */
  readonly nested: boolean;
  /** What a comma between digits is. */
  readonly commas: CommaUse;
  /** Rows of several things stand at one place, each called by what is in front of its names. */
  readonly labels: boolean;
}

export const nothingFound: TextFindings = { inner: false, nested: false, commas: "unknown", labels: false };

/** Lines of a log that were not read, or not to their end, by why. */
export interface PassedLines {
  /** A metric has a number that can't be told: one of two, or one with a comma. */
  unsure: number;
  /** Longer than what is looked at. */
  long: number;
}

/**
 * Lines of a log as programs print it → series: pure but for the run that it fills. Nothing is written before three lines
 * agree. Works on the lines of a file as on those of a terminal.
 */
export class TextLog {
  /** Steps are seen to start again in every epoch: read again by that. */
  innerRestarts = false;
  /** Counts of epochs are seen to take turns: read again by that. */
  totalsTakeTurns = false;
  /** What a comma between digits is seen to be: read again by that. */
  commas: CommaUse;
  readonly labels = new Labels();
  readonly passed: PassedLines = { unsure: 0, long: 0 };
  /** A line of those that agree, with `#` for its numbers. */
  pattern: string | undefined;
  /** How many epochs there are to be, the first one, and the last. */
  epochs: number | undefined;
  firstEpoch: number | undefined;
  lastEpoch: number | undefined;
  private hasDots = false;
  private epoch: number | undefined;
  private counter: Counter | undefined;
  private sinceHeader = 0;
  private lastItem = "";
  /** The part of the data that a line of its own named, and how many lines ago. */
  private section = "";
  private sinceSection = 0;
  /** The line before was a setting. */
  private isInSettings = false;
  /** The beginning of the line that is read. */
  private line = "";
  private lastRow: LogRow | undefined;
  /** By how many epochs there were to be (0: unsaid): the last one of an earlier training. */
  private readonly ended = new Map<number, number>();
  /** A line said since the last epoch that a training starts. */
  private isAnnounced = false;
  /** The same of one that goes on from a checkpoint. */
  private isResumed = false;
  /** In this training, how many lines did not say how many epochs there are to be. */
  private untold = 0;
  /** Its greatest epoch. */
  private reached = -Infinity;
  private trainings = 0;
  private given = 0;
  private readonly boxes = new Boxes();
  private readonly tables = new PrintedTables();
  private readonly aligned = new AlignedTables();
  private readonly piped = new PipedTables();
  private readonly agreement: Agreement;
  private rows: RowLog | undefined;
  /** Per kind of line: where its inner counter was. */
  private readonly inner = new Map<string, { value: number; epoch: number; count: number }>();

  /** @param runOf makes the run, once there is one */
  constructor(
    private readonly runOf: () => RawRun,
    private readonly findings: TextFindings,
  ) {
    this.commas = findings.commas;
    this.agreement = new Agreement((row, training) => {
      this.rowsOf(training).add(row);
    });
  }

  /** Whether three lines agreed. */
  get isLog(): boolean {
    return this.agreement.isReached;
  }

  /** Takes the next line, without its end. @returns the row that it makes, if it makes one */
  take(line: string): LogRow | undefined {
    const text = cleanLine(line);
    if (text.trim().length < shortest) return undefined;
    const box = this.boxes.take(text);
    const printed = box === false && this.tables.take(text);
    const aligned = box === false && (this.piped.take(text) || this.aligned.take(text));
    if (box === true || printed === true || aligned === true) return undefined;
    if (printed) return this.agreed(this.rowOfTable(printed), undefined);
    if (aligned) return this.agreed(this.rowOfAligned(aligned), undefined);
    this.noteSection(text);
    this.line = text.slice(0, longestAnnouncement);
    this.isAnnounced ||= announces.test(this.line);
    this.isResumed ||= resumes.test(this.line);
    const tokens = box === false ? tokensIn(text) : undefined;
    const row = box === false ? this.rowOfTokens(tokens ?? []) : rowOfBox(box, this.trainings);
    if (row && text.length >= longestLine) this.passed.long++;
    return this.agreed(row, tokens);
  }

  private rowOfTokens(tokens: readonly Token[]): LogRow | undefined {
    this.noteCommas(tokens);
    const reading = this.labelled(readLine(tokens, this.findings.commas), tokens);
    const row = this.rowOf(reading);
    if (reading.isUnsure && (row || this.epoch !== undefined || this.counter || reading.counter)) this.passed.unsure++;
    return row;
  }

  private labelled(reading: LineReading, tokens: readonly Token[]): LineReading {
    const label = this.labels.take(tokens, reading.epoch !== undefined || reading.counter !== undefined);
    if (label === "" || !this.findings.labels) return reading;
    return { ...reading, values: new Map([...reading.values].map(([name, value]) => [`${label}/${name}`, value])) };
  }

  /** A comma is the decimal sign where a metric's value has one that can be nothing else, and none has a point. */
  private noteCommas(tokens: readonly Token[]): void {
    if (!this.hasDots && saysDots(tokens)) {
      this.hasDots = true;
      if (this.commas === "decimal") this.commas = "mixed";
    }
    if (this.commas === "unknown" && saysDecimals(tokens)) this.commas = this.hasDots ? "mixed" : "decimal";
  }

  /** A line may name the part of the data for those below it, up to the next that counts. */
  private noteSection(text: string): void {
    const section = /\d/.test(text) || text.length > longestSection ? undefined : sectionIn(text);
    if (section !== undefined) [this.section, this.sinceSection] = [section, 0];
    else if (++this.sinceSection > sectionReach) this.section = "";
  }

  private agreed(row: LogRow | undefined, tokens: readonly Token[] | undefined): LogRow | undefined {
    if (!row || row.isThing) return row;
    // What a program says again at its end (`best iteration is: [8] …`) is told once.
    const isAgain = this.lastRow !== undefined && isSame(row, this.lastRow);
    this.lastRow = row;
    if (isAgain) return undefined;
    if (this.agreement.take(row)) this.pattern = patternOf(tokens, row);
    return row;
  }

  private rowOfTable({ epoch, epochs, values }: PrintedRow): LogRow | undefined {
    const reading: LineReading = { ...nothingSaid, epoch, epochs, values };
    if (epoch !== undefined) this.begin(reading);
    return this.placed(reading, undefined, epoch !== undefined);
  }

  private rowOfAligned({ epoch, step, values }: AlignedRow): LogRow | undefined {
    const counter = step && { ...step, total: undefined, leads: false };
    const reading: LineReading = { ...nothingSaid, epoch, values, counter };
    if (epoch !== undefined) this.begin(reading);
    return this.placed(reading, counter, true);
  }

  private rowOf(reading: LineReading): LogRow | undefined {
    const { values, counter } = reading;
    this.sinceHeader++;
    if (isOver.test(this.line)) return undefined;
    if (values.size === 0 && reading.epoch !== undefined && looksBack.test(this.line)) return undefined;
    if (values.size === 1 && this.isSetting(reading)) return undefined;
    if (reading.epoch !== undefined) this.begin(reading);
    // A progress bar that is not at its end says what is not measured to the end.
    const isProgress = counter?.leads === true && counter.total !== undefined;
    if (isProgress && counter.value !== counter.total) return undefined;
    const own = isProgress ? undefined : counter;
    if (values.size === 0) {
      if (own === undefined) return undefined;
      [this.counter, this.sinceHeader] = [own, 0];
      // What was named before it, such as a title, is not of those below it.
      if (this.sinceSection > 1) this.section = "";
      return undefined;
    }
    const isCounted = reading.epoch !== undefined || own !== undefined;
    if (own !== undefined && reading.isPlace) [this.counter, this.sinceHeader] = [own, 0];
    // `Testing…` may stand in front of a line that counts.
    if (isCounted && this.sinceSection > 1) this.section = "";
    if (!isCounted && this.sinceHeader > longestReach) return undefined;
    const known = own ?? (reading.epoch === undefined ? this.counter : undefined);
    return this.placed(this.ofSection(reading), known, isCounted);
  }

  /** One of the settings that a program prints when it starts, a line each. */
  private isSetting({ epoch, counter, values }: LineReading): boolean {
    const [name = ""] = values.keys();
    const isOne = epoch === undefined && counter === undefined && (this.isInSettings ? given : surely).test(name);
    this.isInSettings = isOne;
    return isOne;
  }

  private ofSection(reading: LineReading): LineReading {
    const isOther = reading.part !== "" || [...reading.values.keys()].some(speaksOfPart);
    return this.section === "" || isOther ? reading : { ...reading, part: this.section };
  }

  /** The rows of a training: each begins with no axis known. */
  private rowsOf(training: number): RowLog {
    if (this.rows && training <= this.given) return this.rows;
    const run = this.runOf();
    if (this.rows) run.begin(true);
    this.given = training;
    return (this.rows = new RowLog(run, false, true, speaks));
  }

  private begin({ epoch, epochs }: LineReading): void {
    if (epoch !== undefined && (this.isOther(epoch, epochs) || this.isAnother(epoch))) this.beginTraining();
    this.isAnnounced = this.isResumed = false;
    if (epochs === undefined) this.untold++;
    this.reached = Math.max(this.reached, epoch ?? -Infinity);
    this.epoch = epoch;
    this.counter = undefined;
    if (this.sinceSection > 1) this.section = "";
    this.sinceHeader = 0;
    this.epochs = epochs ?? this.epochs;
  }

  /**
   * Whether a line is of another training than those before it: it says another number of epochs, and counts from far
   * before. A training that goes on for more epochs begins near where it was.
   */
  private isOther(epoch: number, epochs: number | undefined): boolean {
    const { reached } = this;
    if (this.findings.nested || !this.saysOther(epochs)) return false;
    const before = this.ended.get(epochs ?? 0);
    if (before !== undefined && epoch > before && epoch <= before + 1) this.totalsTakeTurns = true;
    const isBefore = epoch < reached && (epoch <= 1 || epoch * 2 <= reached);
    if (isBefore && this.ended.size < mostTotals) this.ended.set(this.epochs ?? 0, reached);
    return isBefore;
  }

  /** Whether epochs begin again, near where they began or far before, behind a line that says that a training starts. */
  private isAnother(epoch: number): boolean {
    return (
      this.isAnnounced && !this.isResumed && (epoch <= (this.firstEpoch ?? -Infinity) || epoch * 2 <= this.reached)
    );
  }

  /** A line that names an epoch alone (`Best epoch: 13`) says nothing of how many there are to be. */
  private saysOther(epochs: number | undefined): boolean {
    if (epochs === undefined) return false;
    return this.epochs === undefined ? this.untold >= fewest : epochs !== this.epochs;
  }

  private beginTraining(): void {
    this.trainings++;
    this.firstEpoch = this.lastEpoch = this.epochs = undefined;
    [this.untold, this.reached] = [0, -Infinity];
    this.inner.clear();
  }

  private placed(reading: LineReading, counter: Counter | undefined, isCounted: boolean): LogRow | undefined {
    const { epoch } = this;
    if (counter === undefined && epoch === undefined) return undefined;
    // `[ 3/23] cat_3.png` is one of many things, unless the next line is of the same.
    const isThing = reading.item !== this.lastItem && /\d/.test(reading.item);
    this.lastItem = reading.item;
    const place: Record<string, JsonValue> = {};
    if (epoch !== undefined) {
      place["epoch"] = epoch;
      this.firstEpoch ??= epoch;
      this.lastEpoch = epoch;
    }
    const step = counter && this.stepOf(counter, reading);
    if (step !== undefined) place["step"] = step;
    if (reading.part !== "") place["split"] = reading.part;
    if (reading.wall !== undefined) place["timestamp"] = reading.wall;
    // Lines that count things, each called by its name, are of no training: they never agree.
    const name = counter === undefined ? "epoch" : counter.name || ["iteration", reading.item].join(" ").trimEnd();
    const { trainings: training } = this;
    return { counter: name, at: step ?? epoch!, place, values: reading.values, isCounted, training, isThing };
  }

  /** Where a counter stands; one that starts again in every epoch is counted on over those before it. */
  private stepOf(counter: Counter, { part, values }: LineReading): number {
    const { epoch } = this;
    if (epoch === undefined) return counter.value;
    const key = `${counter.name} ${part} ${[...values.keys()][0] ?? ""}`;
    const before = this.inner.get(key);
    if (before && counter.value <= before.value && epoch > before.epoch) this.innerRestarts = true;
    const isAgain = before !== undefined && epoch < before.epoch && epoch <= (this.firstEpoch ?? epoch);
    const count = isAgain ? 1 : (before?.count ?? 0) + 1;
    if (before || this.inner.size < 1000) this.inner.set(key, { value: counter.value, epoch, count });
    if (!this.findings.inner) return counter.value;
    return counter.total === undefined ? count : (epoch - (this.firstEpoch ?? epoch)) * counter.total + counter.value;
  }
}

/** Whether a row says what the one before it said, of the same part of the data: training and validation may well agree. */
function isSame(row: LogRow, before: LogRow): boolean {
  if (row.at !== before.at || row.counter !== before.counter || row.values.size !== before.values.size) return false;
  if (row.place["split"] !== before.place["split"] || row.training !== before.training) return false;
  return [...row.values].every(([name, value]) => Object.is(before.values.get(name), value));
}

/** A line without a digit says nothing; most lines of a program's output are such. */
function tokensIn(text: string): readonly Token[] {
  return /\d/.test(text) ? tokensOf(text) : [];
}
