import type { Media } from "../../src/shared/media";
import type { MediaRun, MediaSteps, MediaTag } from "../../src/shared/pages/media";
import { t } from "../../src/util/text";
import { element, middleCut, setCut, setText } from "../page/dom";
import { strokeOf } from "../page/stroke";
import { Swatch } from "../page/swatch";
import { drawMedia, type Drawn } from "./draw/draw";
import { drawOverTime } from "./draw/overTime";
import { recordsAt } from "./records";
import type { Session } from "./session";

/** What a cell shows: the records of one run under one name. */
export interface CellContent {
  readonly tag: MediaTag;
  readonly run: MediaRun;
  readonly count: number;
  /** Undefined until they came. */
  readonly steps: MediaSteps | undefined;
  /** The first run's, to stand beside; undefined in the first run's own cell. */
  readonly reference: MediaSteps | undefined;
}

/** One run's part of a section. It loads when it is seen, and lets go of what it drew when it is not. */
export class Cell {
  readonly root = element("figure", { class: "cell" });
  private readonly swatch = new Swatch();
  private readonly name = middleCut();
  private readonly where = element("span", { class: "where" });
  private readonly body = element("div", { class: "body" });
  private content: CellContent | undefined;
  private drawn: Drawn | undefined;
  private isSeen = false;
  /** What was drawn last, so that the same is not drawn again. */
  private shown = "";
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly session: Session,
    run: string,
  ) {
    this.root.dataset["run"] = run;
    const caption = element("figcaption", {}, this.swatch.root, this.name, this.where);
    this.root.append(caption, this.body);
    session.watch.over(this.root, (seen) => {
      this.isSeen = seen;
      if (seen) void this.draw();
      else this.letGo();
    });
    const redraw = session.viewChanged.event(() => void this.draw());
    const restyle = session.themeChanged.event(() => this.restyle());
    this.ends.push(
      () => redraw.dispose(),
      () => restyle.dispose(),
      () => session.watch.end(this.root),
    );
  }

  show(content: CellContent): void {
    this.content = content;
    this.style();
    void this.draw();
  }

  dispose(): void {
    for (const end of this.ends) end();
    this.letGo();
  }

  private style(): void {
    if (!this.content) return;
    const { run } = this.content;
    this.swatch.show(strokeOf(run, this.session.theme, 1), run.isBaseline);
    setCut(this.name, run.label);
    this.root.title = run.path;
    this.root.classList.toggle("baseline", run.isBaseline);
  }

  private restyle(): void {
    this.style();
    this.shown = "";
    void this.draw();
  }

  /** Its room stays, so that what is below does not move. */
  private letGo(): void {
    this.shown = ""; // also of what was on its way, and is not wanted any more
    if (!this.drawn) return;
    this.body.style.minHeight = `${this.body.offsetHeight}px`;
    this.end();
    this.body.replaceChildren();
  }

  private end(): void {
    this.drawn?.end();
    this.drawn = undefined;
  }

  private async draw(): Promise<void> {
    const { content, session } = this;
    const { view } = session;
    if (!content?.steps || !this.isSeen) return;
    const { tag, run, steps, reference } = content;
    const at = recordsAt(steps.steps, view.step);
    setText(this.where, at ? t("step {step}", { step: at.step }) : "");
    const overTime = tag.kind === "histogram" && view.histograms === "time";
    const stamps = overTime ? [...steps.stamps] : at?.indices.map((index) => steps.stamps[index]);
    const beside = reference && recordsAt(reference.steps, view.step);
    const besides = beside?.indices.map((index) => reference?.stamps[index]);
    const key = JSON.stringify([at, stamps, view.pictures, overTime, view.plainText, reference?.run, besides]);
    if (key === this.shown) return;
    this.shown = key;
    const isWanted = () => this.isSeen && this.shown === key;
    if (overTime) {
      const drawn = await drawOverTime(session, run, tag.tag, steps, isWanted);
      if (drawn && isWanted()) this.put(drawn);
      return;
    }
    if (!at) {
      this.put(drawMedia([{ type: "refusal", reason: nothingText(content, view.step) }], [], session, run));
      return;
    }
    const media = await this.load(steps, tag.tag, at.indices, isWanted);
    const others = reference && beside ? await this.load(reference, tag.tag, beside.indices, isWanted) : [];
    if (isWanted()) this.put(drawMedia(media, others, session, run, at.more));
  }

  private async load(
    { run, stamps }: MediaSteps,
    tag: string,
    indices: readonly number[],
    isWanted: () => boolean,
  ): Promise<Media[]> {
    const { loader } = this.session;
    const loaded = await Promise.all(indices.map((index) => loader.load(run, tag, index, stamps[index]!, isWanted)));
    return loaded.flatMap((media) => media ?? []);
  }

  private put(drawn: Drawn): void {
    this.end();
    this.drawn = drawn;
    this.body.replaceChildren(...drawn.nodes);
    this.body.style.minHeight = "";
  }
}

function nothingText({ steps, count }: CellContent, step: number | null): string {
  if (steps && steps.steps.length > 0) return t("Nothing was logged up to step {step}.", { step: step ?? 0 });
  if (count === 0) return t("Nothing was logged yet.");
  return t("This was logged in a way that Lossline counts, and can’t load.");
}
