/**
 * Reads a `.env` file as python-dotenv and VS Code's Python extension do: `NAME=value` lines, `export` before them, quotes,
 * comments, and `${NAME}` for what stands above or in the environment. Lines that are none of it are left out.
 * @param inherited what `${NAME}` may also stand for
 */
export function parseDotenv(
  text: string,
  inherited: Readonly<Record<string, string | undefined>> = {},
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const own = (name: string) => (Object.hasOwn(found, name) ? found[name] : inherited[name]) ?? "";
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(line);
    if (!match) continue;
    const [, name = "", raw = ""] = match;
    const { value, literal } = valueOf(raw.trim());
    found[name] = literal ? value : value.replace(/\$\{(\w+)\}/g, (_, other: string) => own(other));
  }
  return found;
}

function valueOf(raw: string): { readonly value: string; readonly literal: boolean } {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(raw);
  if (!quoted) return { value: raw.replace(/(?:^|\s)#.*$/, "").trim(), literal: false };
  const [, quote, inner = ""] = quoted;
  if (quote === "'") return { value: inner, literal: true };
  return { value: inner.replaceAll("\\n", "\n").replaceAll('\\"', '"'), literal: false };
}
