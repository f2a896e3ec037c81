/** So many characters of a name leave room for what stands beside it in a narrow side bar. */
const longest = 26;
/** Less than that is not worth leaving out. */
const least = 4;

/** What all names begin with, up to a sign between words; "" if that is little, or all there is to one of them. */
export function sharedStart(names: readonly string[]): string {
  const [first = "", ...others] = names;
  if (others.length === 0) return "";
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length--;
  const end = Math.max(...["_", "-", "/", ".", " "].map((sign) => first.lastIndexOf(sign, length - 1) + 1));
  const shared = first.slice(0, Math.min(end, length));
  return shared.length < least || names.some((name) => name.length <= shared.length) ? "" : shared;
}

/** A long name without what its siblings begin with too, and cut in the middle, since its end tells it apart. A short one as it is. */
export function shortName(name: string, shared: string): string {
  if (name.length <= longest) return name;
  const own = shared !== "" && name.startsWith(shared) ? `…${name.slice(shared.length)}` : name;
  if (own.length <= longest) return own;
  const head = Math.floor((longest - 1) / 2);
  return `${own.slice(0, head)}…${own.slice(own.length - (longest - 1 - head))}`;
}
