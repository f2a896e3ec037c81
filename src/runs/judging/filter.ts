import type { ParamValue, RunStatus, RunSummary, SeriesSummary } from "../../shared/run";
import type { VerdictWord } from "./verdicts/verdict";
import { t } from "../../util/text";

/** What a filter needs to know of a run beside its summary. */
export interface FilterContext {
  /** The name that the run is shown by. */
  nameOf(run: RunSummary): string;
  /** The value that a series is judged by. */
  valueOf(run: RunSummary, series: SeriesSummary): number | undefined;
  /** How the run does against the baseline, if that can be said. */
  verdictOf(run: RunSummary): VerdictWord | undefined;
}

export type Filter = (run: RunSummary, context: FilterContext) => boolean;

/** A text that is no filter, and why: for people. */
export interface FilterMistake {
  readonly mistake: string;
}

const statuses: readonly RunStatus[] = ["running", "finished", "failed", "killed", "stale", "unknown"];
const verdicts = ["better", "worse", "noise", "unclear", "incomparable", "nan"] as const;

const fields = ["status", "is", "name", "group", "tag", "format"] as const;

/** What a filter may be typed of beside names and values. */
export const filterWords: readonly string[] = [
  ...statuses.map((status) => `status:${status}`),
  ...verdicts.map((verdict) => `is:${verdict}`),
  ...fields.filter((field) => field !== "status" && field !== "is").map((field) => `${field}:`),
  "or",
];

/**
 * Reads a filter: terms that must all hold, and `or` between alternatives. A term is a word (found in the name, folder,
 * parameters as "lr=0.3", tags, formats or status), `status:failed`, `is:better`, `name:…`, `group:…`, `tag:…`, `format:…`,
 * or a comparison of a metric or parameter: `val/acc > 0.95`, `lr<0.1`, `optimizer = adam`. A minus before a term turns
 * it round; quotes keep spaces together. What a run does not have compares with nothing. Words are texts, never patterns.
 */
export function parseFilter(text: string): Filter | FilterMistake | undefined {
  const alternatives: Filter[][] = [[]];
  const tokens = tokensOf(text);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (isWord(token, "and")) continue;
    if (isWord(token, "or")) {
      if (alternatives.at(-1)?.length === 0)
        return { mistake: t("“{word}” needs something before it", { word: "or" }) };
      alternatives.push([]);
      continue;
    }
    const [operator, value] = [tokens[at + 1], tokens[at + 2]];
    let term: Filter | FilterMistake;
    if (token.operator)
      return { mistake: t("Type a metric or a parameter before {operator}", { operator: token.text }) };
    if (operator?.operator) {
      if (!value || value.operator)
        return { mistake: t("Type a value after {name} {operator}", { name: token.text, operator: operator.text }) };
      term = comparison(token.text, operator.text, value.text);
      at += 2;
    } else {
      term = wordOrField(token);
    }
    if ("mistake" in term) return term;
    alternatives.at(-1)?.push(term);
  }
  if (alternatives.length === 1 && alternatives[0]?.length === 0) return undefined;
  if (alternatives.at(-1)?.length === 0) return { mistake: t("“{word}” needs something after it", { word: "or" }) };
  return (run, context) => alternatives.some((terms) => terms.every((term) => term(run, context)));
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly operator: boolean;
}

function tokensOf(text: string): Token[] {
  const pattern = /"([^"]*)"?|(<=|>=|==|!=|≤|≥|≠|[<>=])|((?:[^\s"<>=!≤≥≠]|!(?!=))+(?:(?<=:)"[^"]*"?)?)/g;
  return [...text.matchAll(pattern)].map(([, quoted, operator, word]) => ({
    text: quoted ?? operator ?? word ?? "",
    quoted: quoted !== undefined,
    operator: operator !== undefined,
  }));
}

function isWord({ text, quoted, operator }: Token, word: string): boolean {
  return !quoted && !operator && text.toLowerCase() === word;
}

function wordOrField({ text, quoted }: Token): Filter | FilterMistake {
  if (quoted) return contains(text);
  if (text.length > 1 && text.startsWith("-")) {
    const term = wordOrField({ text: text.slice(1), quoted, operator: false });
    return "mistake" in term ? term : (run, context) => !term(run, context);
  }
  const colon = text.indexOf(":");
  const field = fields.find((name) => name === text.slice(0, colon).toLowerCase());
  if (!field) return contains(text);
  return fieldTerm(
    field,
    text
      .slice(colon + 1)
      .replaceAll('"', "")
      .toLowerCase(),
  );
}

function fieldTerm(field: (typeof fields)[number], value: string): Filter | FilterMistake {
  if (value === "") return { mistake: t("Type what to look for after {field}:", { field }) };
  switch (field) {
    case "status": {
      const status = statuses.find((name) => name === value);
      return status
        ? (run) => run.status === status
        : { mistake: t("Unknown status “{value}”. Use one of {all}", { value, all: statuses.join(", ") }) };
    }
    case "is": {
      const verdict = verdicts.find((name) => name === value);
      if (!verdict)
        return {
          mistake: t("Unknown term is:{value}. Use one of {all}", {
            value,
            all: verdicts.map((name) => `is:${name}`).join(", "),
          }),
        };
      if (verdict === "nan") return (run) => run.series.some(({ last }) => Number.isNaN(last?.value));
      return (run, context) => termOf(context.verdictOf(run)) === verdict;
    }
    case "name":
      return (run, context) => context.nameOf(run).toLowerCase().includes(value);
    case "group":
      return (run) => [run.folder, run.group, run.queuedIn].some((own) => own?.toLowerCase().includes(value) ?? false);
    case "tag":
      return (run) => run.tags?.some((tag) => tag.toLowerCase().includes(value)) ?? false;
    case "format":
      return (run) => run.formats.some((format) => format.toLowerCase().includes(value));
  }
}

/** What a verdict is called in a filter, where a word has no spaces. */
function termOf(verdict: VerdictWord | undefined): (typeof verdicts)[number] | undefined {
  switch (verdict) {
    case "within noise":
      return "noise";
    case "can't be compared":
      return "incomparable";
    default:
      return verdict;
  }
}

function contains(text: string): Filter {
  const word = text.toLowerCase();
  return (run, context) => context.nameOf(run).toLowerCase().includes(word) || haystack(run).includes(word);
}

const haystacks = new WeakMap<RunSummary, string>();

/** Everything that a plain word is looked for in, in lower case, a line each. */
function haystack(run: RunSummary): string {
  let text = haystacks.get(run);
  if (text === undefined) {
    const params = Object.entries(run.params).map(([name, value]) => `${name}=${value}`);
    const own = [run.name, run.path, run.group ?? "", run.queuedIn ?? "", run.status];
    text = [...own, ...run.formats, ...(run.tags ?? []), ...params].join("\n").toLowerCase();
    haystacks.set(run, text);
  }
  return text;
}

const comparisons: Readonly<Record<string, (difference: number) => boolean>> = {
  "<": (difference) => difference < 0,
  "<=": (difference) => difference <= 0,
  ">": (difference) => difference > 0,
  ">=": (difference) => difference >= 0,
  "=": (difference) => difference === 0,
  "!=": (difference) => difference !== 0,
};

function comparison(name: string, sign: string, text: string): Filter | FilterMistake {
  const operator = sign.replace("==", "=").replace("≤", "<=").replace("≥", ">=").replace("≠", "!=");
  const holds = comparisons[operator]!;
  const wanted = /^[-+\u2212]?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text)
    ? Number(text.replace("\u2212", "-"))
    : text.toLowerCase();
  const equality = operator === "=" || operator === "!=";
  if (typeof wanted === "string" && !equality) {
    return { mistake: t("{value} is not a number; only = and != compare {name} with text", { value: text, name }) };
  }
  return (run, context) => {
    const own = valueNamed(run, name, context);
    if (own === undefined) return false;
    if (typeof wanted === "number" && typeof own === "number") return holds(own - wanted);
    return equality && (String(own).toLowerCase() === String(wanted)) === (operator === "=");
  };
}

/** The metric or parameter of that name; failing that, the one whose last part is the name: "acc" for "val/acc". */
function valueNamed(run: RunSummary, name: string, context: FilterContext): ParamValue | undefined {
  const exact = run.series.find((series) => series.name === name);
  if (exact) return context.valueOf(run, exact);
  if (Object.hasOwn(run.params, name)) return run.params[name];
  const lower = name.toLowerCase();
  const series = run.series.find((series) => endsIn(series.name, lower));
  if (series) return context.valueOf(run, series);
  return Object.entries(run.params).find(([param]) => endsIn(param, lower))?.[1];
}

function endsIn(name: string, lower: string): boolean {
  const full = name.toLowerCase();
  return full === lower || full.endsWith(`/${lower}`) || full.endsWith(`.${lower}`);
}
