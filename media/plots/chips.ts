import { statusWord } from "../../src/runs/describe/status";
import type { PlotRun, PlotsModel } from "../../src/shared/pages/plots";
import { replaceChildren } from "../page/children";
import { keepStop, roving } from "../page/roving";
import { element, iconButton, iconOf, setText } from "../page/dom";
import type { Session } from "./session";
import { Swatch } from "../page/swatch";
import { strokeOf } from "../page/stroke";
import { plural, t } from "../../src/util/text";
import { shownLines } from "../../src/util/shown";

/** So many runs are named until the rest is asked for: in a wide page, and in a narrow one. */
const fewRuns = { wide: 14, narrow: 5 } as const;

/** Width of a narrow page, in CSS pixels; the style sheet has it too. */
const narrow = matchMedia("(max-width: 460px)");

/** A run that ended as it should, or of which nothing is known, needs no word. */
const toldStatuses: readonly PlotRun["status"][] = ["running", "failed", "killed", "stale"];

/** The runs in the plot, each with a way out of it, and a way to add more. */
export class Chips {
  readonly root = element("div", { class: "chips", attributes: { role: "group", "aria-label": t("Runs") } });
  private readonly chips = new Map<string, Chip>();
  private readonly more = element("button", { class: "link", attributes: { type: "button" } });
  private readonly add = element(
    "button",
    { class: "add", attributes: { type: "button" } },
    iconOf("add"),
    t("Add Runs…"),
  );
  private readonly baseline = element("button", {
    class: "add",
    text: `◆ ${t("Show Baseline")}`,
    attributes: { type: "button" },
  });
  private readonly cut = element("button", { class: "link", attributes: { type: "button" } });
  private open = false;

  constructor(private readonly session: Session) {
    const { line } = session;
    this.add.onclick = () => line.show("addRuns");
    this.baseline.onclick = () => line.show("showBaseline", true);
    this.cut.onclick = () => line.show("openSetting", "lossline.plots.maxRuns");
    this.more.onclick = () => {
      this.open = !this.open;
      this.show();
    };
    roving(this.root, () => this.stops());
    session.modelChanged.event(() => this.show());
    session.themeChanged.event(() => this.show());
    session.highlightChanged.event((run) => {
      for (const [id, chip] of this.chips) chip.highlight(id === run, session.isPinned(id));
    });
    narrow.addEventListener("change", () => this.show());
    this.show();
  }

  private show(): void {
    const { model } = this.session;
    const few = narrow.matches ? fewRuns.narrow : fewRuns.wide;
    const runs = this.open ? model.runs : model.runs.slice(0, few);
    const shown = runs.map((run) => this.chipOf(run, model));
    for (const id of this.chips.keys()) if (!runs.some((run) => run.id === id)) this.chips.delete(id);
    this.more.hidden = model.runs.length <= few;
    setText(this.more, this.open ? t("Show Fewer") : t("{count} more", { count: model.runs.length - few }));
    this.baseline.hidden = !model.hasBaseline || model.runs.some((run) => run.isBaseline);
    this.cut.hidden = model.leftOut === 0;
    setText(
      this.cut,
      plural(model.leftOut, {
        one: "{count} more run is selected than is drawn. Change limit",
        other: "{count} more runs are selected than are drawn. Change limit",
      }),
    );
    replaceChildren(this.root, [...shown.map((chip) => chip.root), this.more, this.baseline, this.add, this.cut]);
    keepStop(this.stops());
  }

  /** What the arrow keys go through: one Tab stop for all runs. */
  private stops(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>("button:not(.icon)")].filter(({ hidden }) => !hidden);
  }

  private chipOf(run: PlotRun, model: PlotsModel): Chip {
    const chip = this.chips.get(run.id) ?? new Chip(run.id, this.session);
    this.chips.set(run.id, chip);
    chip.show(run, model.runs.length);
    return chip;
  }
}

class Chip {
  readonly root = element("span", { class: "chip" });
  private readonly swatch = new Swatch();
  private readonly name = element("span", { class: "name" });
  private readonly state = element("span", { class: "state" });
  private readonly button = element("button", { class: "pick", attributes: { type: "button" } });
  private readonly close: HTMLButtonElement;

  constructor(
    run: string,
    private readonly session: Session,
  ) {
    this.close = iconButton("close", t("Remove"), () => session.line.show("removeRun", run));
    this.close.tabIndex = -1;
    this.button.title = t("Delete removes it from the plot");
    this.button.onkeydown = ({ key }) => {
      if (key === "Delete" || key === "Backspace") session.line.show("removeRun", run);
    };
    this.button.append(this.swatch.root, this.name, this.state);
    this.button.onclick = () => session.pin(run);
    this.button.onfocus = this.root.onpointerenter = () => session.point(run);
    this.button.onblur = this.root.onpointerleave = () => session.point(undefined);
    this.root.append(this.button, this.close);
    this.root.dataset["run"] = run;
  }

  show(run: PlotRun, runs: number): void {
    this.swatch.show(strokeOf(run, this.session.theme, runs), run.isBaseline);
    setText(this.name, run.label);
    const state = run.diverged ? "NaN" : toldStatuses.includes(run.status) ? statusWord(run.status) : "";
    setText(this.state, state);
    this.state.dataset["status"] = run.diverged ? "diverged" : run.status;
    this.root.title = [shownLines(run.path), run.params, run.isBaseline ? t("baseline") : "", run.note]
      .filter((line) => line !== "")
      .join("\n");
    this.close.setAttribute("aria-label", t("Remove {run}", { run: run.label }));
    this.root.classList.toggle("baseline", run.isBaseline);
  }

  highlight(highlit: boolean, pinned: boolean): void {
    this.root.classList.toggle("highlit", highlit);
    this.button.setAttribute("aria-pressed", String(pinned));
  }
}
