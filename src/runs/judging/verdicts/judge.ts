import { holm } from "../statistics/holm";
import { isTarget, notesOf, sidesOf, type Sides } from "./sides";
import type { Comparison } from "./comparison";
import { measureSides, type Measured } from "./measured";
import { alignmentNotes, bestOfNotes, pairNotes, rankNotes } from "./notes";
import { settleOf } from "./settle";
import type { Cause, Note, Verdict, VerdictWord } from "./verdict";

/** What is called news: the chance of a false alarm, over the whole family. */
const alpha = 0.05;

/** One comparison, before the family is known. */
interface Draft {
  readonly comparison: Comparison;
  readonly sides: Sides;
  /** Absent where the sides can't be compared. */
  readonly measured: Measured | undefined;
  readonly obstacle: Cause | undefined;
}

/** The verdict on one comparison that stands alone. */
export function judgeOne(comparison: Comparison): Verdict {
  return judgeFamily([comparison])[0]!;
}

/**
 * The verdicts on every comparison of one metric against one baseline: exactly one each, corrected by Holm's method for
 * how many there are. The family is all that could be measured, whatever is shown of it. Pure; takes some 10 µs each.
 * @returns in the order given
 */
export function judgeFamily(comparisons: readonly Comparison[]): Verdict[] {
  const drafts = comparisons.map(draftOf);
  const family = drafts.filter(({ obstacle }) => obstacle === undefined);
  const adjusted = holm(family.map(({ measured }) => measured && decisiveP(measured)));
  const corrected = new Map(family.map((draft, index) => [draft, adjusted[index]]));
  return drafts.map((draft) => verdictOf(draft, corrected.get(draft), family.length));
}

function draftOf(comparison: Comparison): Draft {
  const sides = sidesOf(comparison);
  const obstacle = obstacleOf(comparison, sides);
  const hasValues = sides.candidate.values.length > 0 && sides.baseline.values.length > 0;
  return {
    comparison,
    sides,
    obstacle,
    measured: hasValues && obstacle?.kind !== "obstacle" ? measureSides(sides, comparison.borrowed) : undefined,
  };
}

/** What keeps the sides from being compared, if anything. */
function obstacleOf(
  { obstacle, alias, direction, baseline }: Comparison,
  { candidate, baseline: other, leftOut }: Sides,
): Cause | undefined {
  if (obstacle !== undefined) return { kind: "obstacle", obstacle, ...(alias !== undefined && { alias }) };
  if (other.numbers.of === 0 && leftOut > 0 && !isTarget(baseline)) return { kind: "itself" };
  const [own, theirs] = [candidate.values.length, other.values.length];
  if (own === 0 || theirs === 0) {
    return { kind: "no value", side: own > 0 ? "baseline" : theirs > 0 ? "candidate" : "both" };
  }
  return direction === "unknown" ? { kind: "no direction" } : undefined;
}

function verdictOf(
  { comparison, sides, measured, obstacle }: Draft,
  pAdjusted: number | undefined,
  family: number,
): Verdict {
  const because = obstacle ?? measured!.settled ?? causeOf(measured!, pAdjusted!);
  const estimate = measured?.estimate;
  return {
    verdict: wordOf(because, comparison, measured),
    rule: measured?.rule ?? "none",
    direction: comparison.direction,
    candidate: sides.candidate.numbers,
    baseline: sides.baseline.numbers,
    delta: measured?.delta,
    low: estimate?.low,
    high: estimate?.high,
    p: measured?.rule === "borrowed" ? undefined : estimate?.p,
    pAdjusted,
    comparisons: obstacle ? 0 : family,
    because,
    notes:
      because.kind === "itself" || because.kind === "obstacle" ? [] : notesFor(because, comparison, sides, measured),
    settle: settleOf(because, sides, measured),
  };
}

/** What is corrected; undefined where something else decides. */
function decisiveP({ estimate, decisive, settled }: Measured): number | undefined {
  return settled ? undefined : (decisive ?? estimate?.p);
}

/** Where p decides. */
function causeOf(measured: Measured, pAdjusted: number): Cause {
  if (pAdjusted < alpha) return { kind: "beyond" };
  if (decisiveP(measured)! < alpha) return { kind: "corrected" };
  return { kind: measured.estimate!.p < alpha ? "lopsided" : "within" };
}

function wordOf(because: Cause, { direction }: Comparison, measured: Measured | undefined): VerdictWord {
  switch (because.kind) {
    case "obstacle":
    case "itself":
    case "no value":
    case "no direction":
      return "can't be compared";
    case "identical":
    case "within":
    case "corrected":
    case "lopsided":
    case "borrowed holds":
      return "within noise";
    case "no variance":
    case "two":
    case "one each":
    case "borrowed exceeded":
      return "unclear";
    case "beyond":
      return measured!.delta > 0 === (direction === "higher") ? "better" : "worse";
  }
}

function notesFor(because: Cause, comparison: Comparison, sides: Sides, measured: Measured | undefined) {
  const { candidate, baseline, leftOut } = sides;
  // That both are identical says of each that its runs are.
  const isTold = ({ kind }: Note) => kind === "flat" && because.kind === "identical";
  return [
    ...alignmentNotes(comparison),
    ...[...notesOf("candidate", candidate), ...notesOf("baseline", baseline)].filter((note) => !isTold(note)),
    ...(leftOut > 0 ? [{ kind: "left out", count: leftOut } as const] : []),
    ...pairNotes(measured),
    ...rankNotes(comparison.direction, sides, measured),
    ...bestOfNotes("candidate", comparison.candidate, candidate),
    ...(isTarget(comparison.baseline) ? [] : bestOfNotes("baseline", comparison.baseline, baseline)),
  ];
}
