import type { FromMedia, MediaModel, MediaView, SavedMedia, ToMedia } from "../../src/shared/pages/media";
import { Emitter } from "../../src/util/emitter";
import { Throttle } from "../../src/util/throttle";
import type { Line } from "../page/line";
import { readTheme, watchTheme, type Theme } from "../page/theme";
import { Loader } from "./loader";
import { Watch } from "./watch";

export type MediaLine = Line<ToMedia, FromMedia, SavedMedia>;

/** How long after the last change the view is left with the editor, in milliseconds. */
const saving = 200;

/** What the parts of the page share: what is shown, how, and what was loaded. */
export class Session {
  readonly viewChanged = new Emitter<MediaView>();
  /** Another step became known that the slider can stop at. */
  readonly stepsChanged = new Emitter<void>();
  readonly themeChanged = watchTheme();
  readonly loader: Loader;
  readonly watch = new Watch();
  theme: Theme = readTheme();
  private readonly known = new Set<number>();
  private sorted: readonly number[] | undefined;
  private readonly saving = new Throttle({ wait: saving }, () => this.save());

  constructor(
    readonly line: MediaLine,
    public model: MediaModel,
    public view: MediaView,
  ) {
    this.loader = new Loader((run, tag, index) => line.ask("load", run, tag, index));
    this.themeChanged.event((theme) => (this.theme = theme));
    this.saving.request();
  }

  setModel(model: MediaModel): void {
    this.model = model;
    this.saving.request();
  }

  setView(change: Partial<MediaView>): void {
    this.view = { ...this.view, ...change };
    this.viewChanged.fire(this.view);
    this.saving.request();
  }

  /** The steps at which something that was seen was logged, ascending. */
  get steps(): readonly number[] {
    return (this.sorted ??= [...this.known].sort((a, b) => a - b));
  }

  learn(steps: Iterable<number>): void {
    const before = this.known.size;
    for (const step of steps) this.known.add(step);
    if (this.known.size === before) return;
    this.sorted = undefined;
    this.stepsChanged.fire();
  }

  private save(): void {
    this.line.save({ version: 1, selection: this.model.selection, view: this.view });
  }
}
