import type { MediaSteps, MediaTag } from "../../src/shared/pages/media";
import { messageOf } from "../../src/util/errors";
import { plural, t } from "../../src/util/text";
import { replaceChildren } from "../page/children";
import { element, middleCut, setCut, setText } from "../page/dom";
import { Cell } from "./cell";
import type { Session } from "./session";

/** How long after a question that failed it is asked again, in milliseconds. */
const again = 1500;

/** What the runs logged under one name, side by side, the first run's to the left. */
export class MediaSection {
  readonly root: HTMLElement;
  private readonly title = middleCut();
  private readonly note = element("span", { class: "note" });
  private readonly cells = element("div", { class: "cells" });
  private readonly byRun = new Map<string, Cell>();
  private steps: readonly MediaSteps[] = [];
  private isSeen = false;
  /** What was asked for when the steps came; they are asked for again when it is another. */
  private asked = "";
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly session: Session,
    private tag: MediaTag,
  ) {
    const heading = element("h2", { title: tag.tag }, this.title);
    this.root = element("section", { class: "tag", attributes: { "aria-label": tag.tag, "data-tag": tag.tag } });
    this.root.append(element("header", {}, heading, this.note), this.cells);
    session.watch.over(this.root, (seen) => {
      this.isSeen = seen;
      if (seen) void this.ask();
    });
  }

  show(tag: MediaTag): void {
    this.tag = tag;
    setCut(this.title, tag.tag);
    setText(this.note, noteOn(tag));
    this.draw();
    if (this.isSeen) void this.ask();
  }

  dispose(): void {
    clearTimeout(this.retry);
    this.session.watch.end(this.root);
    for (const cell of this.byRun.values()) cell.dispose();
  }

  private async ask(): Promise<void> {
    const runs = this.session.model.runs;
    const wanted = JSON.stringify([
      [...this.tag.runs].map((index) => runs[index]?.id),
      [...this.tag.counts],
      [...this.tag.written],
    ]);
    if (wanted === this.asked) return;
    this.asked = wanted;
    try {
      this.steps = await this.session.line.ask("steps", this.tag.tag);
      for (const { steps } of this.steps) this.session.learn(steps);
      this.draw();
    } catch (error) {
      setText(this.note, messageOf(error));
      this.asked = "";
      clearTimeout(this.retry);
      this.retry = setTimeout(() => void this.ask(), again);
    }
  }

  private draw(): void {
    const { model } = this.session;
    const runs = [...this.tag.runs].flatMap((index) => model.runs[index] ?? []);
    const stepsOf = new Map(this.steps.map((one) => [one.run, one]));
    const reference = runs[0] && stepsOf.get(runs[0].id);
    const cells = runs.map((run) => {
      const cell = this.byRun.get(run.id) ?? new Cell(this.session, run.id);
      this.byRun.set(run.id, cell);
      cell.show({
        tag: this.tag,
        run,
        count: this.tag.counts[runs.indexOf(run)] ?? 0,
        steps: stepsOf.get(run.id),
        reference: reference?.run === run.id ? undefined : reference,
      });
      return cell;
    });
    for (const [run, cell] of this.byRun) {
      if (cells.includes(cell)) continue;
      cell.dispose();
      this.byRun.delete(run);
    }
    replaceChildren(
      this.cells,
      cells.map(({ root }) => root),
    );
  }
}

/** How many records there are, and how many of them can be looked at. */
function noteOn({ kind, counts, placed }: MediaTag): string {
  const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
  const [all, known] = [sum(counts), sum(placed)];
  const count = plural(all, { one: "{count} record", other: "{count} records" });
  const rest = all > known ? t("{count} of them can’t be loaded", { count: all - known }) : "";
  return [kindWord(kind), count, rest].filter((part) => part !== "").join(" · ");
}

function kindWord(kind: string): string {
  switch (kind) {
    case "image":
      return t("images");
    case "histogram":
      return t("histograms");
    case "text":
      return t("texts");
    case "audio":
      return t("audio");
    case "video":
      return t("video");
    case "table":
      return t("tables");
    case "pr_curves":
      return t("PR curves");
    default:
      return kind;
  }
}
