/** Local names that import statements bring → module and name there; of a whole module the name is "". "*" of a module is left out. */
export function importsIn(text: string): ReadonlyMap<string, readonly [module: string, name: string]> {
  const found = new Map<string, readonly [string, string]>();
  const statements = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]{0,4000}\)|[^\n]*)|import[ \t]+([^\n]*))/gm;
  for (const [, from, names = "", modules = ""] of text.matchAll(statements)) {
    const list = (from === undefined ? modules : names).replace(/#[^\n]*/g, "").replace(/[()\\]/g, " ");
    for (const item of list.split(",")) {
      const match = /^\s*([.\w]+)(?:\s+as\s+(\w+))?\s*$/.exec(item);
      if (!match) continue;
      const [, name = "", alias] = match;
      if (from !== undefined) found.set(alias ?? name, [from, name]);
      else found.set(alias ?? name, [name, ""]);
    }
  }
  return found;
}
