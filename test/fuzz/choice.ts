import { groupBy } from "../../src/util/groupBy";
import type { Case } from "./cases";
import type { LaidOut } from "./laid";
import { lookAtAll, newIndex } from "./look";
import type { Random } from "./random";
import { watchAnew } from "./watched";

/** Of three fixtures the cheapest is taken so often: it is read sooner, and holds the same kinds of lines. */
const cheapestShare = 0.85;
/** What a file costs beside its bytes, in bytes. */
const bytesOfFile = 1500;

/** Chooses fixtures so that every format has its turn as often as every other, however many fixtures it has. */
export class Choice {
  /** Those that each format reads, by format. */
  readonly byFormat: readonly (readonly Case[])[];

  /** @param only the id of a format: what that one reads, and nothing else */
  constructor(cases: readonly Case[], laid: LaidOut, only?: string) {
    const all = cases.flatMap((one) => readersOf(one, laid).map((format) => ({ format, one })));
    const read = all.filter(({ format }) => only === undefined || format === only);
    this.byFormat = [...groupBy(read, ({ format }) => format).values()].map((some) => some.map(({ one }) => one));
  }

  pick(random: Random): Case {
    const cases = random.pick(this.byFormat);
    const some = [random.pick(cases), random.pick(cases), random.pick(cases)] as const;
    if (!random.chance(cheapestShare)) return some[0];
    return some.reduce((one, other) => (costOf(one) <= costOf(other) ? one : other));
  }
}

/** About what it takes to read a fixture, in bytes. */
export function costOf({ bytes, files }: Case): number {
  return bytes + files.size * bytesOfFile;
}

/** The ids of the formats that read a fixture as it is. */
function readersOf(one: Case, laid: LaidOut): string[] {
  const [file, bytes] = [...one.files][0]!;
  const watch = watchAnew();
  laid.with(one, file, bytes, (folder) => lookAtAll(newIndex(folder)));
  return [...watch.formats];
}
