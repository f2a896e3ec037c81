import type { Measured } from "./measured";
import type { Sides } from "./sides";
import type { Cause, Settle } from "./verdict";

/** How many runs a side needs at the least for a verdict. */
const enough = 3;
/** (z(0.975) + z(0.8))²: a difference of so many squared standard errors shows in 80 of 100 comparisons. */
const shows = 7.849;
/** Nobody repeats a training more often. */
const most = 1000;

/** What would turn a verdict into another, if anything can. */
export function settleOf(because: Cause, sides: Sides, measured: Measured | undefined): Settle | undefined {
  switch (because.kind) {
    case "no direction":
      return { kind: "set direction" };
    case "no variance":
      return { kind: "use the seed" };
    case "identical":
      return because.runs > 2 ? { kind: "use the seed" } : undefined;
    case "one each":
      return { kind: "repeat", side: sides.isTarget ? "candidate" : "either", runs: enough - 1 };
    case "borrowed exceeded":
      return { kind: "repeat", side: "candidate", runs: enough - 1 };
    case "two":
      return { kind: "repeat", side: because.side, runs: 1 };
    case "within":
    case "corrected":
    case "lopsided":
      return measured && moreASide(measured, sides);
    case "obstacle":
    case "itself":
    case "no value":
    case "beyond":
    case "borrowed holds":
      return undefined;
  }
}

/**
 * How many runs a side would show a difference as large as this one, if the spread is as it was measured: the standard
 * error must come down to |Δ| / √7.849. Paired, and against a target, one side varies; otherwise both do.
 */
function moreASide({ rule, delta, estimate }: Measured, { candidate, baseline }: Sides): Settle | undefined {
  if (!estimate || delta === 0) return undefined;
  const [own, theirs] = [candidate.numbers.sd ?? 0, baseline.numbers.sd ?? 0];
  const variance =
    rule === "paired"
      ? estimate.error ** 2 * (estimate.nu + 1)
      : (rule === "target" ? 1 : 2) * Math.max(own, theirs) ** 2;
  // At few runs this is too hopeful: what there is did not show it, whatever the estimate says.
  const runs = Math.max(Math.ceil((shows * variance) / delta ** 2), candidate.numbers.n, baseline.numbers.n) + 1;
  return runs <= most ? { kind: "more a side", runs } : undefined;
}
