import { numberOf } from "../tables/numbers";
import type { JsonValue } from "../documents/pythonJson";

const mostRows = 500;

/**
 * The tables that OpenAI Baselines, Stable-Baselines3 and Spinning Up print, a row a line between lines of hyphens:
 * `| loss | 0.5 |`. Sections (`| train/ | |`) stand before the names below them.
 */
export class Boxes {
  private box: Map<string, JsonValue> | undefined;
  private section = "";

  /** Takes a line. @returns the box that ends with it; true if the line is of a box; false otherwise */
  take(line: string): ReadonlyMap<string, JsonValue> | boolean {
    const text = line.trim();
    if (isRule(text)) {
      const box = this.box;
      this.box = new Map();
      this.section = "";
      return box && box.size > 0 ? box : true;
    }
    const cells = text.startsWith("|") && text.endsWith("|") && text.length > 2 ? text.slice(1, -1).split("|") : [];
    if (cells.length !== 2 || !this.box) {
      this.box = undefined;
      return false;
    }
    this.row(cells[0]!, cells[1]!.trim());
    return true;
  }

  private row(title: string, cell: string): void {
    const name = title.trim();
    if (name.endsWith("/") && cell === "") {
      this.section = name;
      return;
    }
    const isIndented = /^ {2,}/.test(title) && this.section !== "";
    const value = numberOf(cell);
    if (value !== undefined && name !== "" && this.box!.size < mostRows)
      this.box!.set(isIndented ? this.section + name : name, value);
  }
}

/** A line of hyphens, which tables are drawn with. */
function isRule(text: string): boolean {
  if (text.length < 10 || (text[0] !== "-" && text[0] !== "=")) return false;
  for (let at = 1; at < text.length; at++) if (text[at] !== text[0]) return false;
  return true;
}
