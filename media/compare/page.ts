import { element } from "../page/dom";
import type { Line } from "../page/line";
import type { CompareAnswer } from "../../src/shared/compare";
import type { CompareModel, FromCompare, SavedCompare, ToCompare } from "../../src/shared/pages/compare";
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
  private readonly curves: CurveSection;
  private readonly settings: SettingsSection;
  /** Params that tell of the run itself are shown. */
  private showsAll = false;

  constructor(
    root: HTMLElement,
    private readonly line: CompareLine,
  ) {
    this.curves = new CurveSection(line);
    this.settings = new SettingsSection(line);
    const heading = element("h1", { class: "unseen", text: t("Compare") });
    root.replaceChildren(heading, this.said, this.body);
    this.say(t("Comparing…"));
  }

  show(model: CompareModel): void {
    this.line.save({ version: 1, sides: model.sides });
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
    const code = element("section", { class: "code" });
    this.body.replaceChildren(
      sidesHead(answer, this.line),
      ...obstaclesSection(answer),
      metricsSection(answer, (metric) => this.curves.choose(metric)),
      this.curves.root,
      ...suspectsSection(answer),
      dataSection(answer),
      paramsSection(answer, this.showsAll, () => this.toggle(answer, model), this.line),
      code,
      environmentSection(answer),
      factsSection(answer),
      this.settings.root,
    );
    this.settings.show(answer.metrics[0]?.name);
    this.curves.show(answer);
    void codeSection(code, answer, model, this.line);
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
