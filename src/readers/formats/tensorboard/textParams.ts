/** Params that scripts log as text, since they have no better place: to be read by people, but in two shapes that recur. */
import type { ParamValue } from "../../../shared/run";
import { flattenParams } from "../../parsing/params/flatten";
import { isAbsent, numberOf } from "../../parsing/tables/numbers";
import { parsePythonJson } from "../../parsing/documents/pythonJson";

/** torch's and tensorboardX's add_text append this to the tag. */
const suffix = /\/text_summary$/;

/** Tags under which scripts log their params. `model_config` is Hugging Face's, and has names of its own. */
const flatNames = /^(?:args|config|configs?|h(?:yper)?_?param(?:eter)?s|param(?:eter)?s)$/i;
const prefixedNames = /^model_config$/;

/** Longer than any config; a text of this size is something else. */
const longestText = 1 << 20;

/** Notes the params in a text, if the tag says that it holds params and the text is JSON or a markdown table of them. */
export function noteTextParams(tag: string, text: string, params: Map<string, ParamValue>): void {
  const name = tag.replace(suffix, "");
  const isPrefixed = prefixedNames.test(name);
  if (text.length > longestText || !(isPrefixed || flatNames.test(name))) return;
  const prefix = isPrefixed ? name : "";
  if (!noteJson(text, prefix, params)) noteTable(text, prefix, params);
}

/** JSON by itself, in a fenced block or indented: Hugging Face's `args` and `model_config`. */
function noteJson(text: string, prefix: string, params: Map<string, ParamValue>): boolean {
  const start = text.indexOf("{");
  const end = text.lastIndexOf("}");
  if (start < 0 || end < start || text.slice(0, start).includes("|")) return false;
  const json = parsePythonJson(text.slice(start, end + 1));
  if (!json.ok) return false;
  flattenParams(json.value, params, prefix);
  return true;
}

/** `|param|value|`, a line of dashes, then a row for each: CleanRL and the scripts made after it. */
function noteTable(text: string, prefix: string, params: Map<string, ParamValue>): void {
  const rows = text.split("\n").map(cellsOf);
  const dashes = rows.findIndex((cells) => cells.length >= 2 && cells.every((cell) => /^:?-+:?$/.test(cell)));
  if (dashes < 0) return;
  for (const [name, ...values] of rows.slice(dashes + 1)) {
    if (name !== undefined && name !== "" && values.length > 0)
      flattenParams(typed(values.join("|")), params, prefixed(prefix, name));
  }
}

function prefixed(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}.${name}`;
}

/** A row without its outer bars; no cells if it is no row. */
function cellsOf(line: string): string[] {
  const trimmed = line.trim();
  if (!trimmed.includes("|")) return [];
  const inner = trimmed.replace(/^\|/, "").replace(/\|$/, "");
  return inner.split("|").map((cell) => cell.trim());
}

/** A cell as Python's str() wrote it. */
function typed(cell: string): ParamValue {
  if (cell === "True" || cell === "true") return true;
  if (cell === "False" || cell === "false") return false;
  if (cell === "None" || cell === "null") return null;
  if (isAbsent(cell)) return cell;
  return numberOf(cell) ?? cell;
}
