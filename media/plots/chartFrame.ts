import type { Curve } from "../../src/shared/curve";
import type { PlotChart } from "../../src/shared/pages/plots";
import type { Direction } from "../../src/shared/run";
import { titleOf } from "./together";
import { element, iconButton, setText } from "../page/dom";
import { keysHelp } from "./keys";
import { plural, t } from "../../src/util/text";
import { shownLines } from "../../src/util/shown";

function directionMark(direction: Direction): readonly [mark: string, words: string] {
  if (direction === "unknown") return ["", ""];
  return direction === "higher" ? ["↑", t("higher is better")] : ["↓", t("lower is better")];
}

function spokenNames(title: string, others: readonly string[]) {
  return { metric: shownLines(title), others: others.map((other) => shownLines(other)).join(", ") };
}

/** What the buttons of a chart do. */
export interface FrameActions {
  readonly reset: () => void;
  readonly table: () => void;
  readonly pin: () => void;
  readonly full: () => void;
}

/** Which of its buttons are pressed. */
export interface Pressed {
  readonly isTable: boolean;
  readonly isPinned: boolean;
  readonly isFull: boolean;
}

/** What of a chart is always there, in view or not: its place in the grid, title, buttons, and room for the rest. */
export class ChartFrame {
  readonly root = element("section", { class: "chart" });
  readonly body = element("div", { class: "body", attributes: { tabindex: "0", role: "application" } });
  /** Its charts are dragged by it. */
  readonly title = element("h3");
  private readonly mark = element("span", { class: "direction" });
  private readonly having = element("span", { class: "having" });
  private readonly note = element("p", { class: "note", attributes: { role: "status" } });
  private readonly resetButton: HTMLButtonElement;
  private readonly tableButton: HTMLButtonElement;
  private readonly pinButton: HTMLButtonElement;
  private readonly fullButton: HTMLButtonElement;

  constructor({ reset, table, pin, full }: FrameActions) {
    this.resetButton = iconButton("reset", t("Reset Zoom"), reset);
    this.tableButton = iconButton("table", t("Show as Table"), table);
    this.pinButton = iconButton("pin", t("Pin to Top"), pin);
    this.fullButton = iconButton("expand", t("Full Size"), full);
    this.resetButton.hidden = true;
    this.note.hidden = true;
    const buttons = element("span", { class: "buttons" }, this.resetButton, this.tableButton);
    buttons.append(this.pinButton, this.fullButton);
    this.root.append(element("header", {}, this.title, this.mark, this.having, buttons), this.body, this.note);
  }

  /** @param lacking labels of the plot's runs that have no such series @param added what else is drawn in it */
  show(chart: PlotChart, lacking: readonly string[], added: readonly PlotChart[]): void {
    const isOneWay = added.every(({ direction }) => direction === chart.direction);
    const [mark, words] = directionMark(isOneWay ? chart.direction : "unknown");
    const title = titleOf([chart.name, ...added.map(({ name }) => name)]);
    this.root.dataset["name"] = chart.name;
    this.root.dataset["runs"] = String(chart.runs.length);
    setText(this.title, title);
    const spelled = [chart, ...added].flatMap(({ spellings }) => spellings);
    this.title.title =
      spelled.length === 0 ? shownLines(title) : t("{metric}, also logged as {others}", spokenNames(title, spelled));
    setText(this.mark, mark);
    this.mark.title = words;
    this.mark.dataset["words"] = words;
    const all = chart.runs.length + lacking.length;
    setText(this.having, lacking.length === 0 ? "" : t("{count} of {all} runs", { count: chart.runs.length, all }));
    this.having.title = lacking.length === 0 ? "" : t("Without this metric: {runs}", { runs: listed(lacking) });
    const runs = plural(chart.runs.length, { one: "{count} run", other: "{count} runs" });
    this.body.setAttribute("aria-label", [shownLines(title), words, runs, keysHelp()].filter(Boolean).join(", "));
    this.body.setAttribute("aria-roledescription", t("chart"));
  }

  /** Keeps this much room while nothing is drawn, so that the page does not jump when it is. */
  reserve(height: number): void {
    this.body.style.minHeight = `${height}px`;
  }

  showNote(text: string | undefined): void {
    this.note.hidden = text === undefined;
    setText(this.note, text ?? "");
  }

  showZoomed(zoomed: boolean): void {
    this.resetButton.hidden = !zoomed;
  }

  /** Says that there is more to come: points that are asked for, or lines that are not drawn yet. */
  showBusy(busy: boolean): void {
    this.body.setAttribute("aria-busy", String(busy));
  }

  showPressed({ isTable, isPinned, isFull }: Pressed): void {
    this.tableButton.setAttribute("aria-pressed", String(isTable));
    this.pinButton.setAttribute("aria-pressed", String(isPinned));
    this.fullButton.setAttribute("aria-pressed", String(isFull));
    this.root.classList.toggle("full", isFull);
  }

  /** Leaves on the element what is drawn, for tests and for the curious. */
  countDrawn(curves: readonly Curve[]): void {
    this.root.dataset["points"] = String(curves.reduce((sum, curve) => sum + curve.total, 0));
    this.root.dataset["drawn"] = String(curves.reduce((sum, curve) => sum + curve.xs.length, 0));
  }
}

/** The first few, and how many more. */
function listed(labels: readonly string[]): string {
  const most = 12;
  const first = labels.slice(0, most).join(", ");
  return labels.length > most ? t("{names} and {count} more", { names: first, count: labels.length - most }) : first;
}
