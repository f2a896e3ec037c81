import { formatColumn, formatDelta, formatSpread } from "../../src/runs/describe/numbers";
import { element, setText } from "../page/dom";
import { fewRows, foremost, type Entry } from "./entries";
import type { Session } from "./session";
import { Swatch } from "../page/swatch";
import { strokeOf } from "../page/stroke";
import { t } from "../../src/util/text";
import { shownLines } from "../../src/util/shown";

/** Rows of runs with their values, under a chart. A row belongs to a rank, not to a run: sorting anew only changes texts. */
export class Legend {
  readonly root = element("div", { class: "legend" });
  private readonly caption = element("span", { class: "where" });
  private readonly smoothedHead = element("span", { class: "value", text: t("smoothed") });
  private readonly deltaHead = element("span", { class: "delta", text: t("Δ baseline") });
  private readonly list = element("div", { class: "rows", attributes: { role: "list" } });
  private readonly more = element("button", { class: "link", attributes: { type: "button" } });
  private readonly rows: Row[] = [];
  private entries: readonly Entry[] = [];
  private open = false;
  /** Characters that differences have room for. */
  private room = 0;

  constructor(private readonly session: Session) {
    const head = element("div", { class: "head" }, this.caption, this.smoothedHead);
    head.append(element("span", { class: "raw", text: t("value") }), this.deltaHead);
    this.root.append(head, this.list, this.more);
    this.more.addEventListener("click", () => {
      this.open = !this.open;
      this.draw();
    });
    this.list.addEventListener("pointerleave", () => session.point(undefined));
  }

  /** @param where what the values are those of: "last", "step 420" */
  show(entries: readonly Entry[], where: string, smoothed: boolean, hasBaseline: boolean): void {
    this.entries = entries;
    setText(this.caption, where);
    this.root.classList.toggle("smoothed", smoothed);
    this.root.classList.toggle("compared", hasBaseline);
    this.root.classList.toggle(
      "banded",
      entries.some(({ spread }) => spread !== undefined),
    );
    this.draw();
  }

  private draw(): void {
    const { entries, rows, session } = this;
    const shown = this.open ? entries : foremost(entries, session.highlight);
    while (rows.length < shown.length) {
      const row = new Row(session);
      rows.push(row);
      this.list.append(row.root);
    }
    this.makeRoom(shown);
    const [values, raws] = [columnOf(shown.map(valueOf)), columnOf(shown.map(({ raw }) => raw))];
    for (const [i, row] of rows.entries()) row.show(shown[i], entries.length, values[i]!, raws[i]!);
    const rest = entries.length - shown.length;
    this.more.hidden = entries.length <= fewRows;
    setText(this.more, this.open ? t("Show Fewer") : t("{count} more", { count: rest }));
    this.more.setAttribute("aria-expanded", String(this.open));
  }

  /** The column of differences is as wide as its texts; at a cursor, where they change all the time, it only grows. */
  private makeRoom(shown: readonly Entry[]): void {
    const isSettled = shown.some(({ verdict }) => verdict !== undefined);
    const room = Math.max(this.deltaHead.textContent.length, ...shown.map((entry) => deltaOf(entry).length));
    if (room === this.room || (!isSettled && room < this.room)) return;
    this.room = room;
    this.root.style.setProperty("--room", String(room));
  }
}

/** What is said of a row beside its value; where it was measured stands after a comma, and gives way in a narrow chart. */
function deltaOf({ verdict, delta }: Entry): string {
  return verdict?.text ?? (delta === undefined ? "" : formatDelta(delta));
}

/** A mean has its spread beside it, which says to which place it is worth reading. */
function valueOf({ value, spread }: Entry): number | undefined {
  return spread === undefined ? value : undefined;
}

function columnOf(values: readonly (number | undefined)[]): string[] {
  const texts = formatColumn(values.filter((value) => value !== undefined));
  return values.map((value) => (value === undefined ? "–" : texts.shift()!));
}

class Row {
  readonly root = element("div", { class: "row", attributes: { role: "listitem" } });
  private readonly swatch = new Swatch();
  private readonly name = element("span", { class: "name" });
  private readonly value = element("span", { class: "value" });
  private readonly raw = element("span", { class: "raw" });
  private readonly difference = element("span");
  private readonly where = element("span");
  private readonly delta = element("span", { class: "delta" }, this.difference, this.where);
  private run: string | undefined;

  constructor(private readonly session: Session) {
    this.root.append(this.swatch.root, this.name, this.value, this.raw, this.delta);
    this.root.addEventListener("pointerenter", () => session.point(this.run));
    this.root.addEventListener("click", () => session.pin(this.run));
  }

  show(entry: Entry | undefined, runs: number, valueText: string, rawText: string): void {
    const { session } = this;
    this.root.hidden = !entry;
    this.run = entry?.run.id;
    if (!entry) return;
    const { run, value, last, verdict, spread, dash } = entry;
    const stroke = {
      ...strokeOf(run, session.theme, runs),
      ...(dash && { dash }),
      width: spread === undefined ? 2 : 4,
    };
    this.swatch.show(stroke, run.isBaseline && !dash);
    setText(this.name, run.label);
    const path = [shownLines(run.path), run.params].filter((part) => part !== "").join("\n");
    if (this.name.title !== path) this.name.title = path;
    setText(this.value, value === undefined || spread === undefined ? valueText : formatSpread(value, spread));
    setText(this.raw, rawText);
    const delta = deltaOf(entry);
    const end = delta.indexOf(", ");
    setText(this.difference, end < 0 ? delta : delta.slice(0, end));
    setText(this.where, end < 0 ? "" : delta.slice(end));
    this.delta.title = [...(end < 0 ? [] : [delta]), verdict?.because ?? ""].join("\n");
    this.root.dataset["run"] = run.id;
    this.root.dataset["last"] = String(last);
    this.delta.dataset["verdict"] = verdict?.word ?? "";
    this.root.classList.toggle("baseline", run.isBaseline);
    this.root.classList.toggle("highlit", session.highlight === run.id);
    this.root.classList.toggle("dimmed", session.highlight !== undefined && session.highlight !== run.id);
  }
}
