import type { Direction, Problem } from "../shared/run";
import type { RunWords } from "../shared/table";
import type { LineName } from "../runs/describe/colors";
import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/emitter";
import { HumanError } from "../util/errors";
import { isRunIn, pathIn, slashed } from "./runPath";
import type { BaselineSpec, Rules } from "./baselines";
import { runsNamed, type FolderBaseline } from "./folderBaselines";
import type { NamedView } from "../shared/tableViews";
import { moveEdits, type Move } from "./movedRuns";
import { viewEdits } from "./views";
import type { Edit, RunMarks } from "./stateContent";
import { StateFile } from "./stateFile";
import { viewOf, type View } from "./stateView";
import type { UserState } from "./whatTheUserSet";
import { t } from "../util/text";

export type { UserState };

/**
 * The state as files. What is said of a run goes to the file of the innermost workspace folder that holds it; directions
 * and the headline metric go to the first folder. What is taken away is taken from every file that says it.
 */
export class FileUserState implements UserState, Disposable {
  private readonly changes = new Emitter<void>();
  private stateFiles: readonly StateFile[] = [];
  private view: View = viewOf([]);
  /** What the files said that the view was made of. */
  private said = "";
  private changeCount = 0;
  /** One thing at a time, so that an edit is not laid over what another is about to replace. */
  private queue: Promise<unknown>;

  /** @param folders the workspace's folders: absolute paths. Their files are read at once, in the background. */
  constructor(folders: readonly string[]) {
    this.stateFiles = folders.map((folder) => new StateFile(folder));
    this.queue = this.loadAll();
  }

  readonly onDidChange: Event<void> = (listener) => this.changes.event(listener);

  get version(): number {
    return this.changeCount;
  }

  get baseline(): string | undefined {
    const spec = this.view.baselines[0]?.spec;
    return spec?.kind === "runs" ? spec.runs[0] : spec?.kind === "group" ? spec.run : undefined;
  }

  get baselines(): readonly FolderBaseline[] {
    return this.view.baselines;
  }

  get namedBaselines(): readonly FolderBaseline[] {
    return this.view.named;
  }

  get rules(): Rules {
    return this.view.rules;
  }

  get headlineMetric(): string | undefined {
    return this.view.headlineMetric;
  }

  get sameMetrics(): readonly (readonly string[])[] {
    return this.view.sameMetrics;
  }

  get views(): ReadonlyMap<string, NamedView> {
    return this.view.views;
  }

  setView(name: string, view: NamedView | undefined): Promise<void> {
    return this.inTurn(async () => {
      const [first] = this.stateFiles;
      if (!first) throw noFolder();
      for (const file of view ? [first] : this.stateFiles) await file.edit(viewEdits(name, view));
    });
  }

  get added(): readonly string[] {
    return this.view.added;
  }

  get problems(): readonly Problem[] {
    return this.view.problems;
  }

  get files(): readonly string[] {
    return this.stateFiles.map(({ path }) => path);
  }

  isPinned(id: string): boolean {
    return this.view.marks.get(slashed(id))?.pinned ?? false;
  }

  isHidden(id: string): boolean {
    return this.view.marks.get(slashed(id))?.hidden ?? false;
  }

  label(id: string): string | undefined {
    return this.view.marks.get(slashed(id))?.label;
  }

  promotedTo(id: string): string | undefined {
    return this.view.marks.get(slashed(id))?.promoted;
  }

  get keptIds(): Iterable<string> {
    const isKept = ({ pinned, promoted, note, words }: RunMarks) => pinned || [promoted, note, words].some(Boolean);
    return [...this.view.marks].flatMap(([id, marks]) => (isKept(marks) ? [id] : []));
  }

  get markedIds(): readonly string[] {
    const { marked, baselines, named } = this.view;
    return [...new Set([...marked, ...[...baselines, ...named].flatMap(runsNamed)])];
  }

  moveMarks(moves: readonly Move[]): Promise<void> {
    return this.inTurn(async () => {
      const byFile = new Map<StateFile, Move[]>();
      for (const { from, to } of moves) {
        const file = this.ownerOf(from);
        const move = { from: pathIn(file.folder, from), to: pathIn(file.folder, to) };
        byFile.set(file, [...(byFile.get(file) ?? []), move]);
      }
      for (const [file, own] of byFile) await file.edit(moveEdits(file.content, own));
    });
  }

  setPromoted(id: string, folder: string | undefined): Promise<void> {
    return this.mark([id], "promoted", folder);
  }

  wordsOn(id: string): RunWords | undefined {
    const { words = [], note = "" } = this.view.marks.get(slashed(id)) ?? {};
    return words.length === 0 && note === "" ? undefined : { words, note };
  }

  async setWordsOn(id: string, { words, note }: RunWords): Promise<void> {
    await this.mark([id], "words", words.length === 0 ? undefined : words);
    await this.mark([id], "note", note === "" ? undefined : note);
  }

  direction(tag: string): Direction | undefined {
    return this.view.directions.get(tag);
  }

  async setBaseline(id: string | undefined): Promise<void> {
    await this.inTurn(async () => {
      if (id !== undefined) {
        const owner = this.ownerOf(id);
        await owner.edit([{ path: ["baseline"], value: pathIn(owner.folder, id) }]);
        return;
      }
      for (const file of this.stateFiles) {
        if (file.content.baseline !== undefined) await file.edit([{ path: ["baseline"], value: undefined }]);
      }
    });
  }

  useBaseline(folder: string, baseline: string | undefined): Promise<void> {
    return this.inTurn(async () => {
      const owner = this.ownerOf(folder);
      const { baselines, targets } = owner.content;
      const isName = baseline === undefined || baselines.has(baseline) || targets.has(baseline);
      await owner.edit([{ path: ["baseline"], value: isName ? baseline : pathIn(owner.folder, baseline) }]);
    });
  }

  nameBaseline(folder: string, name: string, spec: Exclude<BaselineSpec, { kind: "targets" }>): Promise<void> {
    return this.inTurn(async () => {
      const owner = this.ownerOf(folder);
      const value =
        spec.kind === "runs"
          ? spec.runs.map((id) => pathIn(owner.folder, id))
          : spec.kind === "group"
            ? pathIn(owner.folder, spec.run)
            : spec.filter;
      await owner.edit([
        { path: ["baselines", name], value: undefined },
        { path: ["baselines", name, spec.kind], value },
        { path: ["baseline"], value: name },
      ]);
    });
  }

  setPinned(ids: readonly string[], pinned: boolean): Promise<void> {
    return this.mark(ids, "pinned", pinned || undefined);
  }

  setHidden(ids: readonly string[], hidden: boolean): Promise<void> {
    return this.mark(ids, "hidden", hidden || undefined);
  }

  setLabel(id: string, label: string | undefined): Promise<void> {
    return this.mark([id], "label", label);
  }

  color(id: string): LineName | undefined {
    return this.view.marks.get(slashed(id))?.color;
  }

  setColor(ids: readonly string[], color: LineName | undefined): Promise<void> {
    return this.mark(ids, "color", color);
  }

  setAdded(path: string, added: boolean): Promise<void> {
    return this.mark([path], "added", added || undefined);
  }

  setDirection(tag: string, direction: Direction | undefined): Promise<void> {
    return this.setShared(["directions", tag], direction);
  }

  countAsOne(names: readonly string[]): Promise<void> {
    return this.listSame(names, "add");
  }

  countApart(names: readonly string[]): Promise<void> {
    return this.listSame(names, "remove");
  }

  setSeedLike(edits: readonly string[]): Promise<void> {
    return this.setShared(["rules", "seedLike"], edits.length === 0 ? undefined : edits);
  }

  setHeadlineMetric(name: string | undefined): Promise<void> {
    return this.setShared(["primaryMetric"], name);
  }

  headlineFor(id: string): string | undefined {
    const own = this.view.headlines.find(([folder]) => isRunIn(id, folder));
    return own?.[1] ?? this.view.headlineMetric;
  }

  setHeadline(folder: string, name: string | undefined): Promise<void> {
    return this.inTurn(async () => {
      const owner = this.ownerOf(folder);
      await owner.edit([{ path: ["headlines", pathIn(owner.folder, folder)], value: name }]);
    });
  }

  async reload(): Promise<void> {
    await this.inTurn(() => this.loadAll());
  }

  async setFolders(folders: readonly string[]): Promise<void> {
    await this.inTurn(() => {
      this.stateFiles = folders.map(
        (folder) => this.stateFiles.find((file) => file.folder === folder) ?? new StateFile(folder),
      );
      return this.loadAll();
    });
  }

  dispose(): void {
    this.changes.dispose();
  }

  private mark(ids: readonly string[], field: keyof RunMarks, value: Edit["value"]): Promise<void> {
    return this.inTurn(async () => {
      const edits = new Map<StateFile, Edit[]>();
      for (const id of ids) {
        const owner = this.ownerOf(id);
        // A removal is also for the files of outer folders, if they name the run.
        for (const file of this.stateFiles.filter(
          (file) => file === owner || (value === undefined && isRunIn(id, file.folder)),
        )) {
          const own = edits.get(file) ?? [];
          own.push({ path: ["runs", pathIn(file.folder, id), field], value });
          edits.set(file, own);
        }
      }
      for (const [file, own] of edits) await file.edit(own);
    });
  }

  private listSame(names: readonly string[], list: "add" | "remove"): Promise<void> {
    return this.inTurn(async () => {
      const [first] = this.stateFiles;
      if (!first) throw noFolder();
      await first.edit([{ path: ["sameMetrics"], value: names, list }]);
    });
  }

  private setShared(path: readonly string[], value: Edit["value"]): Promise<void> {
    return this.inTurn(async () => {
      const [first] = this.stateFiles;
      if (!first) throw noFolder();
      const targets = value === undefined ? this.stateFiles : [first];
      for (const file of targets) await file.edit([{ path, value }]);
    });
  }

  /** The innermost folder that holds a run. @throws {HumanError} if none does */
  private ownerOf(id: string): StateFile {
    const [owner] = this.stateFiles
      .filter((file) => isRunIn(id, file.folder))
      .sort((a, b) => b.folder.length - a.folder.length);
    if (owner) return owner;
    if (this.stateFiles.length === 0) throw noFolder();
    throw new HumanError(
      t("{path} is outside the workspace. Add its folder with “File: Add Folder to Workspace…” first.", { path: id }),
    );
  }

  /** Runs after what was asked before, and tells listeners if something is different then, even after a failure. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work).finally(() => this.look());
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async loadAll(): Promise<void> {
    await Promise.all(this.stateFiles.map((file) => file.load()));
    this.look();
  }

  private look(): void {
    const said = this.stateFiles
      .map((file) => file.said && `${file.folder}\0${file.said}`)
      .filter((said) => said !== "")
      .join("\0");
    if (said === this.said) return;
    this.said = said;
    this.view = viewOf(this.stateFiles);
    this.changeCount++;
    this.changes.fire();
  }
}

function noFolder(): HumanError {
  return new HumanError(t("There is no folder to save this in. Open the project’s folder first."));
}
