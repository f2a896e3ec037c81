import { nameOf, type ArgSpec } from "../python/arguments/spec";
import { t } from "../util/text";

/** Where an argument stands in a list of words: `--lr 0.1` covers two. */
interface Placed {
  readonly spec: ArgSpec;
  readonly from: number;
  readonly to: number;
  readonly values: readonly string[];
}

/** The arguments that a list of words gives, as the script's parser would tell them apart; and what it would not know. */
interface Reading {
  readonly placed: readonly Placed[];
  readonly unknown: readonly string[];
}

const isOption = (word: string) => /^--?[A-Za-z]/.test(word);

/** The argument whose value is the name of a sub-command. */
function pickerOf(specs: readonly ArgSpec[]): ArgSpec | undefined {
  return specs.find(
    (spec) =>
      spec.flags.length === 0 &&
      specs.some(({ command }) => command !== undefined && (spec.choices ?? []).includes(command)),
  );
}

/** Where the name of a sub-command stands in the words. */
function pickedAt(words: readonly string[], specs: readonly ArgSpec[]): number | undefined {
  const choices = pickerOf(specs)?.choices ?? [];
  const at = words.findIndex((word) => choices.includes(word));
  return at < 0 ? undefined : at;
}

/** The arguments that can be given once these words stand: those of the sub-command that they name, and those of all. */
export function available(words: readonly string[], specs: readonly ArgSpec[]): readonly ArgSpec[] {
  const at = pickedAt(words, specs);
  const chosen = at === undefined ? undefined : words[at];
  return specs.filter(({ command }) => command === undefined || command === chosen);
}

export function readWords(words: readonly string[], all: readonly ArgSpec[]): Reading {
  const specs = available(words, all);
  const byFlag = new Map(specs.flatMap((spec) => flagsOf(spec).map((flag) => [flag, spec])));
  const positionals = specs.filter(({ flags }) => flags.length === 0);
  const placed: Placed[] = [];
  const unknown: string[] = [];
  for (let at = 0; at < words.length;) {
    const word = words[at]!;
    const cut = word.indexOf("=");
    const name = cut > 0 ? word.slice(0, cut) : word;
    const spec = byFlag.get(name);
    if (spec && cut > 0) placed.push({ spec, from: at, to: ++at, values: [word.slice(cut + 1)] });
    else if (spec && spec.style === "option") {
      const to = at + 1 + valuesAfter(words, at, spec);
      placed.push({ spec, from: at, to, values: words.slice(at + 1, to) });
      at = to;
    } else if (isOption(word) || (cut > 0 && all.some(({ style }) => style === "assign"))) {
      if (!isHydras(word, all)) unknown.push(name);
      at++;
    } else {
      const next = positionals.find((each) => isMany(each) || !placed.some(({ spec: known }) => known === each));
      if (next) placed.push({ spec: next, from: at, to: at + 1, values: [word] });
      at++;
    }
  }
  return { placed, unknown };
}

/** Hydra's own: what adds or removes a key, its settings, and its options as `--multirun`. */
function isHydras(word: string, specs: readonly ArgSpec[]): boolean {
  if (!specs.every(({ style }) => style === "assign")) return false;
  return specs.length > 0 && (isOption(word) || /^(?:[+~]|hydra[./@])/.test(word));
}

function flagsOf(spec: ArgSpec): readonly string[] {
  return spec.off === undefined ? spec.flags : [...spec.flags, spec.off];
}

function isMany({ nargs, kind }: ArgSpec): boolean {
  return kind === "list" || nargs === "*" || nargs === "+";
}

/** How many of the words after an option are its values. */
function valuesAfter(words: readonly string[], at: number, spec: ArgSpec): number {
  if (spec.kind === "flag") return 0;
  const fixed = Number(spec.nargs);
  const most = isMany(spec) ? Infinity : Number.isInteger(fixed) && fixed > 0 ? fixed : 1;
  let count = 0;
  while (count < most && at + 1 + count < words.length && !isOption(words[at + 1 + count]!)) count++;
  return count;
}

/** What an argument is given by the words: its values, or for a flag the option itself; undefined if it is not given. */
export function valueIn(words: readonly string[], spec: ArgSpec, specs: readonly ArgSpec[]): string | undefined {
  const found = readWords(words, specs).placed.findLast(
    (each) => each.spec.dest === spec.dest && each.spec.command === spec.command,
  );
  if (!found) return undefined;
  return spec.kind === "flag" && found.values.length === 0 ? (words[found.from] ?? "") : found.values.join(" ");
}

/** The words with an argument set to values, in its place or at the end; taken out where there are none. */
export function withValue(
  words: readonly string[],
  spec: ArgSpec,
  values: readonly string[] | undefined,
  specs: readonly ArgSpec[],
): readonly string[] {
  const found = readWords(words, specs).placed.filter(
    (each) => each.spec.dest === spec.dest && each.spec.command === spec.command,
  );
  const first = found[0]?.from;
  const gone = new Set(found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));
  const made = values === undefined ? [] : wordsFor(spec, values);
  const result: string[] = [];
  for (const [at, word] of words.entries()) {
    if (at === first) result.push(...made);
    if (!gone.has(at)) result.push(word);
  }
  if (first !== undefined) return result;
  // A positional one stands before an option that would swallow it.
  if (spec.flags.length === 0) return placePositional(words, made, specs);
  // What belongs to no command is not known to the one that is named: it stands before its name.
  const command = spec.command === undefined ? pickedAt(words, specs) : undefined;
  return command === undefined ? [...result, ...made] : [...words.slice(0, command), ...made, ...words.slice(command)];
}

function placePositional(
  words: readonly string[],
  made: readonly string[],
  specs: readonly ArgSpec[],
): readonly string[] {
  const last = readWords(words, specs).placed.findLast(({ spec }) => spec.flags.length === 0);
  const at = last?.to ?? 0;
  return [...words.slice(0, at), ...made, ...words.slice(at)];
}

function wordsFor(spec: ArgSpec, values: readonly string[]): readonly string[] {
  if (spec.flags.length === 0) return values;
  const name = nameOf(spec);
  if (spec.style === "assign") return [`${name}=${values.join(",")}`];
  if (spec.kind !== "flag")
    return values.some((value) => value.startsWith("-") && isOption(value))
      ? [`${name}=${values[0] ?? ""}`]
      : [name, ...values];
  return [values[0] !== undefined && values[0] === spec.off ? spec.off : name];
}

/** Required arguments that the words do not give. */
export function missingIn(words: readonly string[], specs: readonly ArgSpec[]): readonly ArgSpec[] {
  const given = new Set(readWords(words, specs).placed.map(({ spec }) => spec.dest));
  return available(words, specs).filter((spec) => spec.required && !given.has(spec.dest));
}

/**
 * What the script's parser would refuse, in words; what is not known to be wrong is let through.
 * @param areAll no argument of the script is known to be missing among them
 */
export function problemsIn(words: readonly string[], specs: readonly ArgSpec[], areAll = true): readonly string[] {
  const { placed, unknown } = readWords(words, specs);
  const wrong = placed.flatMap(({ spec, values }) => {
    const each = spec.style === "assign" ? values.flatMap(sweptValues) : values;
    const problem = each.map((value) => problemOf(value, spec)).find((found) => found !== undefined);
    return problem === undefined ? [] : [problem];
  });
  const strange = (areAll ? unknown : []).map((name) =>
    t("{name} is not an option that the script declares", { name }),
  );
  return specs.length === 0 ? [] : [...wrong, ...strange];
}

/** The values of a sweep, `lr=0.1,0.2`; none of what Hydra works out: `range(1,3)`, `${other}`, `[1,2]`. */
function sweptValues(value: string): readonly string[] {
  return /[([{$]/.test(value) ? [] : value.split(",");
}

/** Why an argument's parser would refuse a value. */
export function problemOf(value: string, spec: ArgSpec): string | undefined {
  const name = nameOf(spec);
  if (spec.choices && spec.choices.length > 0 && !spec.choices.includes(value) && spec.confidence === "exact") {
    return t("{name} is one of: {choices}", { name, choices: spec.choices.join(", ") });
  }
  if (spec.kind === "integer" && !/^[+-]?\d[\d_]*$/.test(value)) return t("{name} is an integer", { name });
  const number = /^[+-]?(?:(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;
  if (spec.kind === "number" && !number.test(value)) return t("{name} is a number", { name });
  return undefined;
}

/** Values that an argument was given before, the latest first, without repeats. @param lists the arguments of earlier starts, the latest first */
export function pastValues(
  spec: ArgSpec,
  lists: readonly (readonly string[])[],
  specs: readonly ArgSpec[],
): readonly string[] {
  const values = lists.flatMap((words) => valueIn(words, spec, specs) ?? []);
  return [...new Set(values)].filter((value) => value !== "" && !value.includes("•••")).slice(0, 20);
}

/** The name that is being typed at the end of a line: `--l` of an option, `opt` of a key that is assigned; "" if there is none. */
export function begunIn(line: string, specs: readonly ArgSpec[]): string {
  const word = /(?:^|\s)(\S*)$/.exec(line.slice(-200))?.[1] ?? "";
  if (/^-[\w.-]*$/.test(word)) return word;
  const assigned = specs.length > 0 && specs.every(({ style }) => style === "assign");
  return assigned && /^[+~]{0,2}[A-Za-z_][\w./@-]*$/.test(word) ? word : "";
}

/**
 * A line without the name that was begun to look for an argument, once one was chosen. A whole option stays, since its value goes behind it; a
 * whole key doesn't, since it is no word without its value.
 */
export function withoutBegun(line: string, specs: readonly ArgSpec[]): string {
  const begun = begunIn(line, specs);
  if (begun === "" || specs.some(({ flags, style }) => style === "option" && flags.includes(begun))) return line;
  return line.slice(0, line.length - begun.length).trimEnd();
}
