/** Only so much of a name is matched with a regular expression, and no longer one is taken: characters. */
const longest = { name: 300, pattern: 200 } as const;

/** A part that repeats and repeats again as a whole ("(a+)+") takes for ever on a name that nearly matches. */
const nested = /[*+}][^()]{0,200}\)[*+{?]|\([^()]{0,200}\|[^()]{0,200}\)[*+{]/;

/** What is written between slashes is a regular expression; undefined if it is none, or none that is safe to use. */
export function patternOf(search: string): RegExp | undefined {
  const [, pattern] = /^\/(.+)\/i?$/.exec(search.trim()) ?? [];
  if (pattern === undefined || pattern.length > longest.pattern || nested.test(pattern)) return undefined;
  try {
    return new RegExp(pattern, "i");
  } catch {
    return undefined; // not finished yet
  }
}

/**
 * Whether a name is what was searched for: it contains every word, or else, for a single word, its letters in order ("vlac" finds
 * "val/acc"), or it matches a regular expression between slashes. Upper and lower case are the same.
 */
export function matches(name: string, search: string): boolean {
  const pattern = patternOf(search);
  if (pattern) return pattern.test(name.slice(0, longest.name));
  const text = name.toLowerCase();
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.every((word) => text.includes(word))) return true;
  return words.length === 1 && inOrder(text, words[0]!);
}

function inOrder(text: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}
