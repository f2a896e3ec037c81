/** A name of so many characters stays whole in a side bar. */
const longest = 26;
/** One that is cut anyway is cut to so many, which leave room for the difference beside it. */
const longestCut = 20;
/** One of two parts is cut to so many: the second is seen in a side bar of 220 pixels, and the value in a wider one. */
const longestOfTwo = 14;
/** Less than that is not worth leaving out, in characters. */
const least = 4;
/** So much of each part stays, however many there are. */
const leastOfPart = 5;
const mostWords = 60;

/** The words of a name, each with the sign before it. */
function wordsOf(name: string): readonly string[] {
  const words = name.split(/(?=[_/ ])/);
  return words.length > mostWords ? [name] : words;
}

/**
 * The words that all names have, in one order: they tell none apart. None for a single name.
 * @returns words as they are compared: without the sign before them
 */
export function sharedWords(names: readonly string[]): readonly string[] {
  const [first, ...others] = new Set(names);
  if (first === undefined || others.length === 0) return [];
  return others.reduce<readonly string[]>(
    (shared, name) => (shared.length === 0 ? shared : commonOf(shared, wordsOf(name).map(bare))),
    wordsOf(first).map(bare),
  );
}

function bare(word: string): string {
  return word.replace(/^[_/ ]/, "");
}

/** The longest list of words that stand in both, in their order. */
function commonOf(a: readonly string[], b: readonly string[]): readonly string[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const common: string[] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      common.push(a[i]!);
      i++;
      j++;
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return common;
}

/**
 * A long name without the words that its siblings have, too, and what is left cut in the middle of its parts, since their ends tell it
 * apart. A short one as it is.
 * @param most characters; if not given, as a side bar has room for
 */
export function shortName(name: string, shared: readonly string[], most?: number): string {
  return name.length <= (most ?? longest) ? name : cutTo(name, shared, most);
}

function cutTo(name: string, shared: readonly string[], given: number | undefined): string {
  const parts = partsOf(name, shared);
  const count = parts.filter((part) => part !== "").length;
  const most = given ?? (count === 2 ? longestOfTwo : longestCut);
  const own = count === 0 ? [name] : parts;
  while (lengthOf(own) > most) {
    const long = own.reduce((at, part, index) => (part.length > own[at]!.length ? index : at), 0);
    const room = own[long]!.length - (lengthOf(own) - most);
    const cut = cutOf(own[long]!, Math.max(leastOfPart, room));
    if (cut.length >= own[long]!.length) break;
    own[long] = cut;
  }
  return own.join("…");
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length, parts.length - 1);
}

/** More is left of the beginning, which says what it is, than of the end, which tells it apart. */
function cutOf(text: string, most: number): string {
  const head = Math.floor((most - 1) * 0.58);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

/** What stands between the shared words, where those are worth leaving out. */
function partsOf(name: string, shared: readonly string[]): string[] {
  const parts = [""];
  let next = 0;
  let left: string[] = [];
  const close = () => {
    const text = left.join("");
    left = [];
    if (text.length < least) parts.push((parts.pop() ?? "") + text);
    else parts.push("");
  };
  for (const word of wordsOf(name)) {
    if (bare(word) === shared[next]) {
      next++;
      left.push(word);
      continue;
    }
    if (left.length > 0) close();
    const part = parts.pop()!;
    parts.push(part + (part === "" && parts.length > 0 ? bare(word) : word));
  }
  if (left.length > 0) close();
  return parts;
}

/** Names of some length as they are told apart among each other; in full where they can't be. */
export function namesApart(names: readonly string[], most: number): string[] {
  const shared = sharedWords(names);
  const short = names.map((name) => shortName(name, shared, most));
  const counts = new Map<string, number>();
  for (const [at, name] of short.entries()) if (names[at] !== name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return short.map((name, at) => ((counts.get(name) ?? 0) > 1 ? names[at]! : name));
}
