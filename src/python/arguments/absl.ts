import { choicesOf, defaultOf, helpOf } from "./argparse";
import { valueOf } from "./literals";
import { below, calleeOf, givenTo, type Source } from "./source";
import type { ArgSpec } from "./spec";

/** What absl's and ml_collections' functions define. */
const kinds: Readonly<Record<string, ArgSpec["kind"]>> = {
  DEFINE_integer: "integer",
  DEFINE_float: "number",
  DEFINE_string: "text",
  DEFINE_bool: "flag",
  DEFINE_boolean: "flag",
  DEFINE_enum: "text",
  DEFINE_list: "text",
  DEFINE_spaceseplist: "text",
  DEFINE_multi_string: "list",
  DEFINE_multi_integer: "list",
  DEFINE_multi_float: "list",
  DEFINE_config_file: "path",
  DEFINE_path: "path",
};

/** Reads absl's flags of a module. */
export function abslIn(source: Source): readonly ArgSpec[] {
  const found: ArgSpec[] = [];
  for (const node of below(source.root)) {
    if (node.name !== "CallExpression") continue;
    const method = calleeOf(node, source).split(".").at(-1) ?? "";
    const kind = kinds[method];
    if (kind === undefined) continue;
    const { positional, keywords } = givenTo(node, source);
    const name = positional[0] && valueOf(positional[0], source);
    if (typeof name !== "string") continue;
    const told = defaultOf(positional[1] ?? keywords.get("default"), source);
    const isEnum = method === "DEFINE_enum";
    const choices = isEnum ? choicesOf(positional[2] ?? keywords.get("enum_values"), source, new Map()) : undefined;
    const help = helpOf(keywords.get("help") ?? positional[isEnum ? 3 : 2], told.default, source);
    found.push({
      flags: [`--${name}`],
      dest: name,
      kind,
      style: "option",
      ...(choices ? { choices } : {}),
      ...told,
      ...(help === undefined ? {} : { help }),
      required: new RegExp(`mark_flags?_as_required\\([^)]{0,500}["']${name.replace(/\W/g, "")}["']`).test(source.text),
      ...(kind === "flag" ? { off: `--no${name}` } : {}),
      at: source.place(node),
      confidence: told.computed === undefined ? "exact" : "partial",
    });
  }
  return found;
}
