import { plural, t } from "../../../util/text";
import { formatStep, formatValue } from "../../describe/numbers";
import type { Obstacle } from "./comparison";
import { sideText } from "./sideWords";
import type { Cause, Note, Settle, Verdict, Which } from "./verdict";

/** The verdict as people read it. */
export function verdictText({ verdict }: Pick<Verdict, "verdict">): string {
  switch (verdict) {
    case "better":
      return t("better");
    case "worse":
      return t("worse");
    case "within noise":
      return t("within noise");
    case "unclear":
      return t("unclear");
    case "can't be compared":
      return t("can't be compared");
  }
}

/** Why the verdict is what it is, in sentences: the rule, how many runs, what is assumed, and what else is to be known. */
export function becauseText(verdict: Verdict): string {
  return [causeText(verdict), ...verdict.notes.map((note) => noteText(note, verdict))].join(" ");
}

/** What would turn the verdict into another, as a sentence; undefined where nothing would. */
export function settleText(settle: Settle | undefined): string | undefined {
  if (!settle) return undefined;
  switch (settle.kind) {
    case "set direction":
      return t("Say whether lower or higher is better.");
    case "use the seed":
      return t("Check that the seed is used.");
    case "more a side":
      return plural(settle.runs, { other: "A difference of this size would take about {count} runs a side to show." });
    case "repeat":
      return repeatText(settle.side, settle.runs);
  }
}

function repeatText(side: Which | "either" | "both", runs: number): string {
  switch (side) {
    case "candidate":
      return plural(runs, { one: "Repeat it with {count} more seed.", other: "Repeat it with {count} more seeds." });
    case "baseline":
      return plural(runs, {
        one: "Repeat the baseline with {count} more seed.",
        other: "Repeat the baseline with {count} more seeds.",
      });
    case "either":
      return plural(runs, { other: "Repeat it, or the baseline, with {count} more seeds." });
    case "both":
      return plural(runs, {
        one: "Repeat both with {count} more seed.",
        other: "Repeat both with {count} more seeds.",
      });
  }
}

function causeText(verdict: Verdict): string {
  const { because } = verdict;
  switch (because.kind) {
    case "obstacle":
      return because.alias === undefined ? obstacleText(because.obstacle) : aliasText(because.obstacle, because.alias);
    case "itself":
      return t("It is the baseline.");
    case "no value":
      return noValueText(because.side);
    case "no direction":
      return t("It isn't known whether lower or higher is better.");
    case "identical":
      return because.runs > 2 ? t("All values are identical; is the seed used?") : t("Both values are identical.");
    case "no variance":
      return verdict.notes.some(({ kind }) => kind === "paired on")
        ? t("Every pair differs by the same amount, so the spread isn't known; is the seed used?")
        : t("The runs of a side don't differ at all, so their spread isn't known; is the seed used?");
    case "two":
      return t("{rule} Two runs are too few to know a spread by.", { rule: ruleText(verdict) });
    case "one each":
      return withShare(t("One seed each, and no seed group of the project to borrow a spread from."), verdict);
    case "borrowed holds":
    case "borrowed exceeded":
      return withShare(borrowedText(because, verdict), verdict);
    case "beyond":
    case "within":
    case "corrected":
    case "lopsided":
      return intervalText(because.kind, verdict);
  }
}

/** Of one against one, how much the difference is of the baseline's value. */
function withShare(text: string, { delta, baseline: { mean } }: Verdict): string {
  const share = (100 * Math.abs(delta ?? NaN)) / Math.abs(mean ?? NaN);
  if (!Number.isFinite(share)) return text;
  return `${text} ${t("It differs by {percent}% of the baseline.", { percent: formatValue(Number(share.toPrecision(2))) })}`;
}

function aliasText(obstacle: Obstacle, alias: string): string {
  if (obstacle === "candidate lacks metric") {
    return t("It lacks this metric; its {metric} is likely the same (Count as One Metric…).", { metric: alias });
  }
  return t("The baseline lacks this metric; its {metric} is likely the same (Count as One Metric…).", {
    metric: alias,
  });
}

function obstacleText(obstacle: Obstacle): string {
  switch (obstacle) {
    case "no common metric":
      return t("They have no metric in common.");
    case "baseline lacks metric":
      return t("The baseline lacks this metric.");
    case "candidate lacks metric":
      return t("It lacks this metric, which the baseline has.");
    case "other data":
      return t("They were measured on different data.");
    case "other definition":
      return t("The metric is defined differently.");
  }
}

function noValueText(side: Which | "both"): string {
  switch (side) {
    case "candidate":
      return t("It has no finite value.");
    case "baseline":
      return t("The baseline has no finite value.");
    case "both":
      return t("Neither has a finite value.");
  }
}

/** By which rule the interval was worked out, how many runs it goes by, and what it assumes. */
export function ruleText({ rule, candidate, baseline, notes }: Verdict): string {
  const counts = { m: candidate.n, n: baseline.n };
  switch (rule) {
    case "welch":
      return t("Welch's t, {m} against {n} runs, means taken to be about normal.", counts);
    case "paired": {
      const pairs = notes.find((note) => note.kind === "paired on");
      return t("Paired t, {k} pairs of one seed each, differences taken to be about normal.", {
        k: pairs?.seeds.length ?? 0,
      });
    }
    case "prediction":
      return t("Prediction interval, {m} against {n} runs, values taken to be about normal.", counts);
    case "target":
      return t("One-sample t of {m} runs against a fixed value, the mean taken to be about normal.", counts);
    case "borrowed":
    case "none":
      return "";
  }
}

/** The causes that come of p. */
type Decided = "beyond" | "within" | "corrected" | "lopsided";

function intervalText(kind: Decided, verdict: Verdict): string {
  return [outcomeText(kind, verdict), ruleText(verdict), familyText(kind, verdict)]
    .filter((part) => part !== "")
    .join(" ");
}

function outcomeText(kind: Decided, { rule, candidate }: Verdict): string {
  if (kind === "corrected") return t("Alone it would stand out, among so many comparisons it doesn't.");
  if (kind === "lopsided") {
    return t("It depends on assumptions: Student's t, which takes both spreads to be equal, doesn't say so.");
  }
  if (rule === "prediction") {
    if (candidate.n > 1) {
      return kind === "beyond"
        ? t("The baseline is outside what another seed of it would give.")
        : t("The baseline is inside what another seed of it would give.");
    }
    return kind === "beyond"
      ? t("Outside what another seed of the baseline would give.")
      : t("Inside what another seed of the baseline would give.");
  }
  return kind === "beyond"
    ? t("The 95% interval of the difference leaves 0 out.")
    : t("The 95% interval of the difference includes 0.");
}

/** What correction did, where there was any. */
function familyText(kind: Decided, { p, pAdjusted, comparisons }: Verdict): string {
  if (comparisons < 2 || p === undefined || pAdjusted === undefined || kind === "within") return "";
  return t("{p}, corrected for {count} comparisons {adjusted} (Holm).", {
    p: equalsP(p),
    adjusted: formatP(pAdjusted),
    count: comparisons,
  });
}

function borrowedText(
  because: Extract<Cause, { kind: "borrowed holds" | "borrowed exceeded" }>,
  { delta }: Verdict,
): string {
  const { from, groups, n, sd, isOfQuestions } = because.borrowed;
  if (isOfQuestions) return questionsText(because.kind, Math.abs(delta ?? 0) / (sd * Math.SQRT2));
  const values = { ratio: formatValue(Math.abs(delta ?? 0) / sd), from, n, others: groups - 1 };
  const spread =
    groups > 1
      ? t("One seed each: {ratio} × the seed sd of {from} and {others} more groups, n = {n}.", values)
      : t("One seed each: {ratio} × the seed sd of {from}, n = {n}.", values);
  if (because.kind === "borrowed holds") return spread;
  return t("{spread} More than seeds usually make, but it is one run.", { spread });
}

function questionsText(kind: "borrowed holds" | "borrowed exceeded", ratio: number): string {
  const values = { ratio: formatValue(Number(ratio.toPrecision(3))) };
  return kind === "borrowed holds"
    ? t(
        "One run each: {ratio} × the standard error that the evaluation itself gives, inside what other questions would give.",
        values,
      )
    : t(
        "One run each: {ratio} × the standard error that the evaluation itself gives, more than other questions would give, but it is one training.",
        values,
      );
}

/** What else is to be said, as a sentence. */
export function noteText(note: Note, verdict: Verdict): string {
  switch (note.kind) {
    case "unfinished":
      return sideText(note.side, verdict[note.side]);
    case "running":
      return note.side === "baseline"
        ? plural(note.count, {
            one: "{count} run of the baseline goes on.",
            other: "{count} runs of the baseline go on.",
          })
        : plural(note.count, { one: "{count} run goes on.", other: "{count} runs go on." });
    case "left out":
      return plural(note.count, {
        one: "It belongs to the baseline, and was left out of it.",
        other: "{count} of its runs belong to the baseline, and were left out of it.",
      });
    case "at":
      return note.axis === "step"
        ? t("At step {step}, the last that both have.", { step: formatStep(note.position) })
        : t("At epoch {epoch}, the last that both have.", { epoch: formatStep(note.position) });
    case "no common step":
      return t("They have no step in common: each stands where it ended.");
    case "schedule differs":
      return t("Their learning-rate schedules differ in length, so equal steps are not equal.");
    case "paired on":
      return pairedText(note);
    case "rank":
      return t("Rank {rank} of {of}.", { rank: note.rank, of: note.of });
    case "flat":
      return note.side === "baseline"
        ? t("All runs of the baseline have the same value; is the seed used?")
        : t("All of its runs have the same value; is the seed used?");
    case "best of":
      return bestOfText(note);
    case "depends on assumptions":
      return t("It depends on assumptions: a permutation test gives {p}.", { p: equalsP(note.permutation.p) });
  }
}

/** The most seeds that a sentence lists. */
const mostListed = 8;

function pairedText({ seeds, higher, alone }: Extract<Note, { kind: "paired on" }>): string {
  const paired = t("Paired on seed = {seeds}, higher in {higher} of {k}.", {
    seeds: listed(seeds),
    higher,
    k: seeds.length,
  });
  if (alone.length === 0) return paired;
  const rest = t("Without a partner: {runs}.", { runs: listed(alone.map(lastPart)) });
  return `${paired} ${rest}`;
}

function listed(names: readonly string[]): string {
  return names.slice(0, mostListed).join(", ") + (names.length > mostListed ? ", …" : "");
}

/** What a run is called by the last part of its path. */
function lastPart(id: string): string {
  return id.slice(Math.max(id.lastIndexOf("/"), id.lastIndexOf("\\")) + 1);
}

function bestOfText({ side, k, sds }: Extract<Note, { kind: "best of" }>): string {
  const values = { k, sds: formatValue(sds) };
  return side === "baseline"
    ? t("The baseline was chosen as best of {k}: optimistic by about {sds} sd.", values)
    : t("Chosen as best of {k}: optimistic by about {sds} sd.", values);
}

/** "p = 0.03", "p < 0.0001". */
function equalsP(p: number): string {
  return p < leastP ? `p < ${leastP}` : `p = ${formatP(p)}`;
}

/** Below it, a p-value is not written. */
const leastP = 1e-4;

/** A p-value to two digits: "0.03", "<0.0001". */
function formatP(p: number): string {
  return p < leastP ? `<${leastP}` : formatValue(Number(p.toPrecision(2)));
}
