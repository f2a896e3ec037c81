import { element } from "../page/dom";
import type { Line } from "../page/line";
import type { CompareAnswer } from "../../src/shared/compare";
import type { CompareModel, FromCompare, SavedCompare, ToCompare } from "../../src/shared/pages/compare";
import { savedPlace } from "../../src/shared/pages/place";
import { Place } from "../page/place";
import { t } from "../../src/util/text";
import { codeSection } from "./code";
import { CurveSection } from "./curves";
import { dataSection, environmentSection, suspectsSection } from "./recorded";
import { SettingsSection } from "./settings";
import { factsSection, metricsSection, obstaclesSection, paramsSection, sidesHead } from "./sections";

export type CompareLine = Line<ToCompare, FromCompare, SavedCompare>;

/** How long after a failure it is asked again, in milliseconds. */
const again = 1500;

/** The whole page, top to bottom: who is compared, what stands in the way, verdicts, curves, params, code, and the rest. */
export class ComparePage {
  private readonly said = element("p", { class: "said", attributes: { role: "status" } });
  private readonly body = element("div", { class: "compare" });
  private asked = 0;
  private sides: CompareModel["sides"] = [];
  private readonly curves: CurveSection;
  private readonly settings: SettingsSection;
  private readonly code = element("section", { class: "code" });
  /** Params that tell of the run itself are shown. */
  private showsAll = false;
  /** What is on the page, as text: the same again leaves it alone. */
  private drawn = "";
  private readonly place: Place;

  constructor(
    root: HTMLElement,
    private readonly line: CompareLine,
  ) {
    this.curves = new CurveSection(line);
    this.place = new Place(this.body, savedPlace(line.saved));
    this.settings = new SettingsSection(line, this.place);
    const heading = element("h1", { class: "unseen", text: t("Compare") });
    root.replaceChildren(heading, this.said, this.body);
    for (const event of ["focusin", "toggle"]) this.body.addEventListener(event, () => this.save(), true);
    this.say(t("Comparing…"));
  }

  show(model: CompareModel): void {
    this.sides = model.sides;
    this.save();
    void this.ask(model);
  }

  /** Shows the curves of a metric. */
  choose(metric: string): void {
    this.curves.choose(metric);
  }

  private async ask(model: CompareModel): Promise<void> {
    const mine = ++this.asked;
    try {
      const answer = await this.line.ask("answer");
      if (mine === this.asked) this.draw(answer, model);
    } catch (error) {
      if (mine !== this.asked) return;
      this.say(error instanceof Error ? error.message : String(error));
      setTimeout(() => {
        if (mine === this.asked) void this.ask(model);
      }, again);
    }
  }

  private draw(answer: CompareAnswer, model: CompareModel): void {
    this.say(answer.missing > 0 ? t("{count} runs that were compared are gone.", { count: answer.missing }) : "");
    const text = JSON.stringify([answer, this.showsAll]);
    if (text !== this.drawn) this.place.keep(() => this.replace(answer, model));
    this.drawn = text;
    this.settings.show(answer.metrics[0]?.name);
    this.curves.show(answer);
    void this.fillCode(answer, model, this.asked);
  }

  private async fillCode(answer: CompareAnswer, model: CompareModel, mine: number): Promise<void> {
    const parts = await codeSection(answer, model, this.line);
    if (mine === this.asked)
      this.place.keep(() => this.code.replaceChildren(element("h3", { text: t("Code") }), ...parts));
  }

  private replace(answer: CompareAnswer, model: CompareModel): void {
    this.body.replaceChildren(
      sidesHead(answer, this.line),
      ...obstaclesSection(answer),
      metricsSection(answer, (metric) => this.curves.choose(metric)),
      this.curves.root,
      ...suspectsSection(answer),
      dataSection(answer),
      paramsSection(answer, this.showsAll, () => this.toggle(answer, model), this.line),
      this.code,
      environmentSection(answer),
      factsSection(answer),
      this.settings.root,
    );
  }

  private save(): void {
    this.line.save({ version: 1, sides: this.sides, place: this.place.saved });
  }

  private toggle(answer: CompareAnswer, model: CompareModel): void {
    this.showsAll = !this.showsAll;
    this.draw(answer, model);
  }

  private say(text: string): void {
    this.said.textContent = text;
    this.said.hidden = text === "";
  }
}
