/**
 * Whether a name is what was searched for: it contains every word, or else, for a single word, its letters in order ("vlac" finds
 * "val/acc"). Upper and lower case are the same.
 */
export function matches(name: string, search: string): boolean {
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
