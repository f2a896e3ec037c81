import { counterRank, isEpochName } from "../tables/columns";
import { isMetricName } from "../tables/metricWords";
import { wallOf } from "../tables/numbers";
import { isOfMetric, withCommas, type CommaUse } from "./commas";
import { countOf, isCount, leadOf, totalBehind, type Counter } from "./leads";
import { leadingPart, partMarks, partOfLine, speaksOfPart, type PartMark } from "./parts";
import { phrasesOf } from "./phrases";
import type { LineReading } from "./reading";
import { isSaidOn, measuredIn, withoutSentence } from "./sentences";
import { isSign, mostWords, type Token } from "./tokens";

const longestName = 80;
const mostValues = 200;

/** What progress bars and loggers say of themselves. */
const aside =
  /^(?:eta|v_num|it\/s|s\/it|remaining|elapsed|total|pid|rank|world_size|line|port|gpu|device|version|file|[ap]m)$/i;
/** How loops call their counters: in a table these may be anything. */
const inLoops = /^(?:i|it|itr)$/i;
/** What is counted in print alone, such as Marian's updates, and words that count where nothing else does. */
const inPrint = /^(?:up|updates?|ep)$/i;
const inPrintAlone = /^(?:checkpoint|s)$/i;
/** Two values behind one name: `mean/median reward`. */
const pair = /^([A-Za-z]{1,20})\/([A-Za-z]{1,20}) (.{1,40})$/;
/** What a number before it is in. */
const units = /^(?:hz|fps|s|sec|ms|(?:it|img|images|samples|tokens|words)\/s(?:ec)?)$/i;
const times = /^(?:s|ms|us|min|m|h|sec|secs|it|its|hrs|mins)$/i;

/** What measures no part of a whole: `loss 2/5` is no quotient. */
const noShare = /^(?:loss(?:es)?|rewards?|returns?|ppl|perplexity|lr|rmse|mse|mae|kl|entropy)$/i;
/** `10K` values. */
const powers: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, M: 1e6, B: 1e9 };

/** Looks at the tokens of one line. @param commas what a comma between digits is */
export function readLine(tokens: readonly Token[], commas: CommaUse = "unknown"): LineReading {
  return new LineReader(phrasesOf(withCommas(tokens, commas))).read();
}

class LineReader {
  private epoch: number | undefined;
  private epochs: number | undefined;
  private counter: Counter | undefined;
  private readonly values = new Map<string, number>();
  /** Behind this token, a name may begin. */
  private from = 0;
  private isUnsure = false;
  /** What is measured where the line counts, `loss after epoch 3`, until its number comes, and where it may. */
  private measured: { readonly name: string; readonly from: number } | undefined;

  private readonly marks: readonly PartMark[];

  constructor(private readonly tokens: readonly Token[]) {
    this.marks = partMarks(tokens);
  }

  read(): LineReading {
    this.begin();
    const lead = this.epoch === undefined ? this.from : 0;
    for (let at = this.from; at < this.tokens.length; at++) {
      const { kind } = this.tokens[at]!;
      if (kind === "commas") this.isUnsure ||= isOfMetric(this.tokens, at);
      if (kind === "number" && !this.isOfName(at)) at = this.take(at);
    }
    if (this.values.size === 0 && this.counter?.leads === true) this.namesBehind(lead);
    const { epoch, epochs, counter, isUnsure } = this;
    const { part, values } = leadingPart(this.values) ?? { part: this.part(), values: this.values };
    const item = lead > 0 && epoch === undefined ? this.itemBehind(lead) : "";
    return {
      epoch,
      epochs,
      counter,
      part,
      values,
      wall: this.wall(),
      item,
      isUnsure,
      isPlace: this.measured !== undefined,
    };
  }

  /** Takes what leads the line. */
  private begin(): void {
    const lead = leadOf(this.tokens);
    if (!lead) return;
    [this.epoch, this.epochs, this.counter, this.from] = [lead.epoch, lead.epochs, lead.counter, lead.from];
    if (lead.value) this.values.set(...lead.value);
  }

  /** Whether a number is said in the brackets of a name: `Avg reward (last 100): 0.5`. */
  private isOfName(at: number): boolean {
    if (!isSign(this.tokens, at + 1, ")") || !/^[:=]$/.test(this.tokens[at + 2]?.text ?? "")) return false;
    const open = this.beforeBracket(at) + 1;
    return open > this.from && isSign(this.tokens, open, "(") && this.tokens[open + 1]?.kind === "word";
  }

  /** The words behind the lead that name no value. */
  private itemBehind(lead: number): string {
    const [first = ""] = this.values.keys();
    const end = this.tokens.findIndex(({ kind }, at) => at >= lead && kind === "number");
    const words = this.tokens.slice(lead, end < 0 ? undefined : end).filter(({ kind }) => kind === "word");
    const named = first.split(" ");
    return words
      .map(({ text }) => text)
      .filter((text) => !named.includes(text))
      .join(" ");
  }

  /** Names that stand behind their numbers, as Darknet prints them: `3336: 0.108, 0.274 avg loss, 0.001 rate, 4.5 seconds`. */
  private namesBehind(lead: number): void {
    let plain: number | undefined;
    for (let at = lead; at < this.tokens.length; at++) {
      const { kind, value, unit } = this.tokens[at]!;
      if (kind !== "number" || unit !== "") continue;
      const words: string[] = [];
      while (this.tokens[at + 1]?.kind === "word" && words.length < mostWords) words.push(this.tokens[++at]!.text);
      const name = words.join(" ");
      if (name === "") plain ??= value;
      else if (isMetricName(name) || /^(?:avg|rate)$/.test(name)) this.values.set(name, value);
    }
    // What is averaged is named behind the average alone.
    if (plain !== undefined && [...this.values.keys()].some((name) => /^avg(?: loss)?$/.test(name)))
      this.values.set("loss", plain);
  }

  /** Takes the number at a place, where a name is before it. @returns the last token that is done with */
  private take(at: number): number {
    const number = this.tokens[at]!;
    const { name, isCertain } = this.measuredAt(at) ?? this.nameBefore(at);
    const over = pair.test(name) ? undefined : totalBehind(this.tokens, at);
    const end = over === undefined ? at : over.at;
    const last = name.slice(name.lastIndexOf(" ") + 1);
    // `loss1.5 0.9` may be called `loss1.5`.
    if (isMetricName(last) && this.isGlued(at)) return this.passTwo(at, at + 1);
    this.from = end + 1;
    const next = this.tokens[at + 1];
    // `3epoch results: …`, as ESPnet has it.
    if (next?.blanks === 0 && /^epoch$/i.test(next.text) && isCount(number)) {
      this.epoch ??= number.value;
      return (this.from = at + 2) - 1;
    }
    // `ep` alone may be an episode.
    const isEpoch =
      isEpochName(last) || (this.isAlone && /^pass$/i.test(name)) || (/^ep$/i.test(last) && this.isOfEpoch(at, over));
    if (isEpoch && this.epoch === undefined && isNumberOfEpoch(number)) {
      this.epoch = number.value;
      this.epochs = over?.total;
      this.measures(name, end);
      return this.inner(end);
    }
    const isOfLoop = isCertain && inLoops.test(name);
    const isPrinted = inPrint.test(name) || /^ep$/i.test(last) || (this.isAlone && inPrintAlone.test(name));
    const isCounter = isOfLoop || isPrinted || rankOf(name) !== undefined;
    if (isCounter && isCount(number)) {
      if (!this.counter || (rankOf(name) ?? Infinity) < (rankOf(this.counter.name) ?? Infinity))
        this.counter = { name: last, value: countOf(number), total: over?.total, leads: false };
      this.measures(name, end);
      return end;
    }
    if (this.isOfBar(at)) return end;
    // Two values behind one name: `mean/median reward 20.0/19.5`.
    if (over === undefined && isSign(this.tokens, at + 1, "/") && this.tokens[at + 2]?.kind === "number")
      return this.takeTwo(at, name);
    if (over !== undefined && noShare.test(last)) return this.passTwo(at, end);
    if (!isCertain && this.isArgument(at)) return end;
    const isNamed = name !== "" && name.length <= longestName && !aside.test(last);
    if (isNamed && (isCertain || isMetricName(last) || this.isCost(last))) this.keep(name, number, over?.total);
    else if (over === undefined) this.keep(this.nameBehind(at), number, undefined);
    return end;
  }

  /** Nothing else in the line counts so far: `pass 12`, `s: 3`, and `checkpoint 7` may then. */
  private get isAlone(): boolean {
    return this.epoch === undefined && this.counter === undefined;
  }

  /** Whether a number is the first of a list in brackets at a word, `TRAIN(0,1,29)`, which names none of them. */
  private isArgument(at: number): boolean {
    const open = this.tokens[at - 1];
    return (
      open?.text === "(" &&
      open.blanks === 0 &&
      isSign(this.tokens, at + 1, ",") &&
      this.tokens[at - 2]?.kind === "word"
    );
  }

  /** What other programs count, too. */
  private isCost(word: string): boolean {
    return this.epoch !== undefined && /^cost$/i.test(word);
  }

  /** Takes two values behind two names: the pair is told by none of them, where only one has a name. */
  private takeTwo(at: number, name: string): number {
    const [, one = "", other = "", rest = ""] = pair.exec(name) ?? [];
    if (isMetricName(rest)) {
      this.keep(`${one} ${rest}`, this.tokens[at]!, undefined);
      this.keep(`${other} ${rest}`, this.tokens[at + 2]!, undefined);
    } else if (isMetricName(name)) this.isUnsure = true;
    return at + 2;
  }

  /** Passes two numbers over that share a name. @returns the last token that is done with */
  private passTwo(at: number, end: number): number {
    this.isUnsure ||= isOfMetric(this.tokens, at);
    this.from = end + 1;
    return end;
  }

  /** Whether a number stands at its name, with nothing between, and another one behind a blank. */
  private isGlued(at: number): boolean {
    const [word, number, next] = [this.tokens[at - 1], this.tokens[at]!, this.tokens[at + 1]];
    return word?.kind === "word" && number.blanks === 0 && next?.kind === "number" && next.blanks > 0;
  }

  /** Notes what is measured where the line counts: `Cost after iteration 100: 0.5`. */
  private measures(name: string, end: number): void {
    const measured = measuredIn(name);
    if (measured !== undefined) this.measured = { name: measured, from: end + 1 };
  }

  /** The name noted for a number, if it stands where it may: behind a colon or an equals sign, right behind what counts. */
  private measuredAt(at: number): { readonly name: string; readonly isCertain: boolean } | undefined {
    const { measured } = this;
    if (measured?.from !== at - 1 || !/^[:=]$/.test(this.tokens[at - 1]!.text)) return undefined;
    return { name: measured.name, isCertain: true };
  }

  /** Whether `Ep` counts epochs: one of so many, or with a point behind, as an abbreviation has. Else it may be an episode. */
  private isOfEpoch(at: number, over: { readonly total: number } | undefined): boolean {
    return over !== undefined || isSign(this.tokens, at - 1, ".");
  }

  /** Whether a number is how far a bar is: `100%|█████|`. */
  private isOfBar(at: number): boolean {
    const [bar, fill] = [this.tokens[at + 1], this.tokens[at + 2]];
    return (
      this.tokens[at]!.unit === "%" &&
      bar?.text === "|" &&
      bar.blanks === 0 &&
      /^[#|\u2580-\u259f]/.test(fill?.text ?? "")
    );
  }

  private keep(said: string, number: Token, total: number | undefined): void {
    const name = said && this.partOf(number, said) + said;
    if (name === "" || this.values.size >= mostValues || this.values.has(name)) return;
    const isTime = times.test(number.unit);
    if (number.unit !== "" && number.unit !== "%" && !isTime && !/^[KMGB]B?$/i.test(number.unit)) return;
    this.values.set(name, valueOf(number, total));
  }

  /** The words behind a number, where they end what is said of it and name a metric: `0.98 C.E. Loss, 94.3% Accuracy`. */
  private nameBehind(at: number): string {
    const words: string[] = [];
    let end = at + 1;
    for (; words.length <= mostWords; end++) {
      const token = this.tokens[end];
      if (token?.kind === "word") words.push(token.text);
      else if (token?.text !== "." || this.tokens[end + 1]?.kind !== "word") break;
    }
    const isEnd = end >= this.tokens.length || /^[,;|)\]]$/.test(this.tokens[end]!.text);
    return isEnd && words.length <= mostWords && isMetricName(words.at(-1) ?? "") ? words.join(" ") : "";
  }

  /** What stands in brackets, or behind a colon, after an epoch counts within it: `Epoch: [3][10/391]`, `epoch 001: 100 / 500`. */
  private inner(end: number): number {
    let at = end + 1;
    while (at < this.tokens.length && at < end + 4 && /^[\][(:,|]$/.test(this.tokens[at]!.text)) at++;
    const number = this.tokens[at];
    const over = number?.kind === "number" && isCount(number) ? totalBehind(this.tokens, at) : undefined;
    if (!over) return end;
    this.counter ??= { name: "", value: number!.value, total: over.total, leads: false };
    this.from = over.at + 1;
    return over.at;
  }

  /** The words that stand before a number, and whether a colon or an equals sign makes them its name. */
  private nameBefore(at: number): { readonly name: string; readonly isCertain: boolean } {
    let end = at - 1;
    while (end >= this.from && /^['"`*[(#]$/.test(this.tokens[end]!.text)) end--;
    if (end > this.from && isSign(this.tokens, end, ".") && this.tokens[end]!.blanks === 0) end--;
    const isCertain = end >= this.from && /^[:=]$/.test(this.tokens[end]!.text);
    if (isCertain) end--;
    while (end >= this.from && /^['"`*]$/.test(this.tokens[end]!.text)) end--;
    if (isCertain && isSign(this.tokens, end, ")")) end = this.beforeBracket(end);
    const words: string[] = [];
    for (let word = end; word >= this.from && this.tokens[word]!.kind === "word" && words.length < mostWords; word--) {
      words.unshift(this.tokens[word]!.text);
      // Two blanks or a tab separate what one blank joins.
      if (this.tokens[word]!.blanks > 1) break;
    }
    if (words.length > 1 && units.test(words[0]!)) words.shift();
    const told = isSaidOn(words, this.tokens[at + 1]) ? words : withoutSentence(words);
    return { name: told.join(" "), isCertain };
  }

  /** Before what is said in brackets of a name: `elapsed time (ms):`. */
  private beforeBracket(at: number): number {
    let before = at;
    while (before > this.from && !isSign(this.tokens, before, "(")) before--;
    return before - 1;
  }

  private part(): string {
    return this.marks.length > 0 ? "" : partOfLine(this.tokens, this.values);
  }

  /** The part of the data that the line speaks of at a number, in front of its name, where it speaks of several. */
  private partOf(number: Token, name: string): string {
    if (this.marks.length === 0 || speaksOfPart(name)) return "";
    const at = this.tokens.indexOf(number);
    const mark = this.marks.findLast((one) => one.at < at);
    return mark ? `${mark.part}/` : "";
  }

  private wall(): number | undefined {
    const [first, second] = this.tokens.filter(({ kind }, at) => kind === "time" && at < 6);
    if (!first) return undefined;
    return wallOf(second && !first.text.includes(":") ? `${first.text} ${second.text}` : first.text);
  }
}

/** How good a counter's name is, where it is one: `Episode Num`, `batch_id`. */
function rankOf(name: string): number | undefined {
  const plain = name.replace(/[ _](?:num|number|no|idx|index|id)$/i, "");
  const last = plain.slice(plain.lastIndexOf(" ") + 1);
  return counterRank(last) ?? counterRank(plain);
}

/** Hugging Face counts parts of epochs, too. */
function isNumberOfEpoch({ value, unit }: Token): boolean {
  return Number.isFinite(value) && value >= 0 && unit === "";
}

function valueOf({ value, unit }: Token, total: number | undefined): number {
  if (total !== undefined) return value / total;
  return unit === "%" ? value / 100 : value * (powers[unit] ?? 1);
}
