/** Lines of a plot are told apart by so many colors, each solid and in three kinds of dashes. */
export const lineColors = 8;
const strokes = lineColors * 4;

/** What the colors are called where one is chosen: `lossline.line1` and so on, as they are unless a theme has others. */
export const lineNames = ["blue", "orange", "green", "magenta", "yellow", "violet", "red", "lime"] as const;
export type LineName = (typeof lineNames)[number];

/** The color that the user chose for a run, if any. */
export type ChosenLine = (run: string) => LineName | undefined;

/** The line of a run, for good: its color is `lossline.line{1 + index % 8}`, its dash the index by 8. FNV-1a over its id. */
export function strokeIndexOf(run: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < run.length; at++) hash = Math.imul(hash ^ run.charCodeAt(at), 0x01000193);
  // The low bits of FNV hang on the last characters alone, which sibling runs share.
  hash ^= hash >>> 15;
  return (hash >>> 0) % strokes;
}

/**
 * The lines of the runs of one plot. Those whose color was chosen come first, and keep it with the next kind of dashes where another has
 * it too. Of two others that have the same line the later moves to the next that is free, for that plot; with more runs than lines, to none.
 */
export function strokesOf(runs: readonly string[], chosen: ChosenLine = () => undefined): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  const found = new Map<string, number>();
  const take = (run: string, own: number, step: number, tries: number) => {
    let index = own;
    for (let left = tries; taken.has(index) && left > 0; left--) index = (index + step) % strokes;
    taken.add(index);
    found.set(run, index);
  };
  const isChosen = (run: string) => chosen(run) !== undefined;
  for (const run of runs.filter(isChosen)) take(run, indexOf(chosen(run)), lineColors, strokes / lineColors);
  for (const run of runs.filter((run) => !isChosen(run))) take(run, strokeIndexOf(run), 1, strokes);
  return found;
}

/**
 * A line for each group of a plot's runs, of one of its runs if no group before has its color, so that means are told apart where runs are
 * too many for that. A group whose runs all have one color was given it, and comes first. Beyond the palette, dashes tell them apart.
 * @param groups the lines of their runs, as `strokesOf` has them
 */
export function groupLinesOf(groups: readonly (readonly number[])[]): number[] {
  const taken = new Set<number>();
  const found = new Map<number, number>();
  const own = groups.map((members) => [...new Set(members.map((line) => line % lineColors))]);
  const turns = [...groups.keys()].sort((a, b) => Math.min(own[a]!.length, 2) - Math.min(own[b]!.length, 2));
  for (const at of turns) {
    const palette = [...own[at]!, ...Array(lineColors + groups.length).keys()];
    const line = palette.find((one) => !taken.has(one)) ?? 0;
    taken.add(line);
    found.set(at, line);
  }
  return groups.map((_, at) => found.get(at) ?? 0);
}

/** Whether a run has another line in a plot than it has by itself. @param stroke as `strokesOf` has it */
export function isMoved(run: string, stroke: number, chosen: ChosenLine): boolean {
  const color = chosen(run);
  return color === undefined ? stroke !== strokeIndexOf(run) : stroke % lineColors !== indexOf(color);
}

function indexOf(color: LineName | undefined): number {
  return color === undefined ? 0 : lineNames.indexOf(color);
}
