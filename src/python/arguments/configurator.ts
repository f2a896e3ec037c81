import { kindOfDefault } from "./dataclasses";
import { typedText, valueOf } from "./literals";
import type { Source } from "./source";
import type { ArgSpec } from "./spec";

/** nanoGPT's way, and that of all that came of it: what the command line gives overwrites the script's own constants. */
const configurator = /\bexec\(open\(["'][^"'\n]{0,200}\bconfigurator\.py["']\)/;

/** The constants of a script that `exec(open('configurator.py').read())` lets the command line set, as `--name=value`. */
export function configuratorIn(source: Source): readonly ArgSpec[] {
  const end = configurator.exec(source.text)?.index;
  if (end === undefined) return [];
  const at = { at: source.place(source.root), confidence: "exact" } as const;
  const file: ArgSpec = { flags: [], dest: "config", kind: "path", style: "option", required: false, ...at };
  const own = [...source.constants].flatMap(([name, node]): ArgSpec[] => {
    const value = valueOf(node, source);
    const text = typedText(node, source);
    if (node.from > end || name.startsWith("_") || text === undefined) return [];
    if (!/^(?:string|number|boolean)$/.test(typeof value)) return [];
    const kind = typeof value === "string" ? "text" : kindOfDefault(text);
    const flags = [`--${name}`];
    return [
      { flags, dest: name, kind, style: "assign", default: text, required: false, ...at, at: source.place(node) },
    ];
  });
  return [file, ...own];
}
