import type { Outline } from "./module";

/** Takes down the names that an import statement brings. */
export function readImport(statement: string, { imports: into, stars }: Pick<Outline, "imports" | "stars">): void {
  const text = statement
    .replace(/#[^\n]*/g, "")
    .replace(/[()\\\s]+/g, " ")
    .trim();
  const from = /^from (.+?) import (.+)$/.exec(text);
  const module = from ? from[1]!.replaceAll(" ", "") : "";
  const list = from ? from[2]! : text.replace(/^import /, "");
  for (const item of list.split(",")) {
    const [path = "", alias] = item.trim().split(/ as /);
    const name = path.replaceAll(" ", "");
    if (name === "*") stars.add(module);
    if (name === "" || name === "*") continue;
    if (from) into.set(alias ?? name, module.endsWith(".") ? module + name : `${module}.${name}`);
    else if (alias) into.set(alias, name);
    else into.set(name.split(".", 1)[0]!, name.split(".", 1)[0]!);
  }
}
