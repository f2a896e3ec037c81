import { memo } from "../../../util/memo";

/** What a run's name, or the end of its path, says of how it was trained. */
export interface NameParts {
  /** The path without its seed, for comparison: "runs/lr0.1". */
  readonly rest: string;
  /** The number behind `seed` or `s`, if there is one. */
  readonly seed: string | undefined;
  /** What looks like a setting: "lr0.1", "dropout=0.5". */
  readonly settings: string;
}

/** A part of a name that is nothing but a seed. */
const seedPart = /^(?:seed|s|rs|rng|rep|repeat|random_?state)[=_-]?(\d{1,10})$/i;
/**
 * A part that gives a setting a value: with a sign of equality, or a number that has a point or an exponent. Longer
 * digits around an "e" are an id in hexadecimals ("a0007142e6").
 */
const settingPart = /^[a-z][a-z_]*(?:=.+|\d*\.\d+(?:e-?\d+)?|\d{1,3}e-?\d{1,2})$/i;
/** Dates and times, which only say when. */
const timePart = /^(?:\d{4}-?\d{2}-?\d{2}|\d{2}[-:.]?\d{2}[-:.]?\d{2}|\d{8}[-_T]?\d{4,6})$/;
/** No name is longer; what is beyond says nothing more. */
const longest = 500;

/**
 * Takes a path apart by "/", "_", "-", "," and spaces. A number that stands behind the word "seed" as a part of its own
 * ("seed_3") belongs to it.
 */
export const nameParts = memo((path: string): NameParts => {
  let seed: string | undefined;
  const settings: string[] = [];
  const folders = path.slice(0, longest).split("/");
  const rest = folders.map((folder) => {
    const kept: string[] = [];
    for (const part of split(folder)) {
      const found = seedPart.exec(part)?.[1];
      if (found !== undefined) seed = found;
      else kept.push(part);
      if (found === undefined && settingPart.test(part)) settings.push(part);
    }
    return kept.join("_");
  });
  return { rest: rest.filter((part) => part !== "").join("/"), seed, settings: settings.sort().join(",") };
});

/** A folder's path without parts that say only when or with which seed: what groups of one place have in common. */
export const placeOf = memo((folder: string): string =>
  folder
    .split("/")
    .filter((part) => !timePart.test(part) && !seedPart.test(part))
    .join("/"),
);

/** "lr0.1_seed_3" → "lr0.1", "seed3". A minus before a digit belongs to an exponent: "lr1e-3". */
function split(folder: string): string[] {
  const parts = folder.split(/[_, ]+|(?<!\de)-(?=\d)|-(?!\d)/i).filter((part) => part !== "");
  const joined: string[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    if (before !== undefined && /^(?:seed|rs|rng)$/i.test(before) && /^\d+$/.test(part))
      joined.splice(-1, 1, before + part);
    else joined.push(part);
  }
  return joined;
}
