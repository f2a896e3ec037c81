// Translations as they are shipped: by a short key for each English text, which the sources have already.

/** As `shortKey` of src/util/text.ts, which a test holds equal: FNV-1a of 32 bits, over UTF-16. @param {string} text */
export function shortKey(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** @param {Readonly<Record<string, unknown>>} texts by their English @throws if two texts have the same key: change the wording of one */
export function withShortKeys(texts) {
  /** @type {Map<string, string>} */
  const known = new Map();
  for (const text of Object.keys(texts)) {
    const other = known.get(shortKey(text));
    if (other !== undefined) throw new Error(`“${text}” and “${other}” have the same short key.`);
    known.set(shortKey(text), text);
  }
  return Object.fromEntries(Object.entries(texts).map(([text, translated]) => [shortKey(text), translated]));
}
