import { createHash } from "node:crypto";
import { Page, type OpenPage } from "../../host/webview/page";
import { Channel, type Handlers } from "../../shared/channel";
import type { Media } from "../../shared/media";
import type { FromMedia, MediaDelta, MediaModel, MediaSteps, ToMedia } from "../../shared/pages/media";
import { pageChannels } from "../../shared/pages/page";
import type { RecordRef } from "../../shared/records";
import type { UserState } from "../../state/userState";
import type { RunStore } from "../../store/runStore";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { t } from "../../util/text";
import { deltaOf, mediaModel } from "./model";

/** What the page needs of what surrounds it. */
export interface MediaHost {
  readonly store: Pick<RunStore, "records" | "runs" | "scanned" | "start" | "onDidChange">;
  readonly state: Pick<UserState, "baseline" | "label" | "color" | "onDidChange">;
  readonly plot: (runs: readonly string[]) => void;
  /** Lets the user choose runs, those given ticked; undefined if dismissed. */
  readonly pickRuns: (chosen: readonly string[]) => Promise<readonly string[] | undefined>;
  readonly onError: (error: unknown) => void;
}

/** The places of so many pairs of run and tag are kept: those asked for last. */
const mostPlaces = 200;

/** The one Media page: which runs it shows, and what it is told of their records. */
export class MediaPage implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly page: Page<MediaModel, MediaDelta>;
  private readonly places = new Map<string, readonly RecordRef[]>();

  constructor(
    private readonly host: MediaHost,
    private readonly panel: OpenPage,
    private selection: readonly string[],
  ) {
    const { store, state, onError } = host;
    const applyDelta = (model: MediaModel, delta: MediaDelta): MediaModel => ({ ...model, ...delta });
    this.page = this.owned.add(new Page(panel, { model: () => this.model(), deltaOf, applyDelta }, onError));
    this.owned.add(new Channel<ToMedia, FromMedia>(this.page.port, pageChannels.own, this.handlers(), onError));
    for (const changed of [store.onDidChange, state.onDidChange]) this.owned.add(changed(() => this.page.update()));
    this.owned.add(panel.onClose(() => this.dispose()));
    void store.start();
  }

  show(runs: readonly string[]): void {
    this.panel.reveal(false);
    this.select(runs);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private select(runs: readonly string[]): void {
    this.selection = runs;
    this.page.updateNow();
  }

  private model(): MediaModel {
    const { store, state } = this.host;
    return mediaModel({
      selection: this.selection,
      runs: store.runs,
      baseline: state.baseline,
      label: (id) => state.label(id),
      color: (id) => state.color(id),
      scanning: !store.scanned,
    });
  }

  private handlers(): Handlers<FromMedia> {
    const { host } = this;
    return {
      steps: (tag) => this.steps(tag),
      load: (run, tag, index) => this.load(run, tag, index),
      plot: () => host.plot(this.selection),
      addRuns: () => {
        const picked = host.pickRuns(this.selection);
        void picked.then((runs) => runs && this.select(runs)).catch((error: unknown) => host.onError(error));
      },
    };
  }

  private async steps(tag: string): Promise<readonly MediaSteps[]> {
    const { runs, tags } = this.model();
    const having = tags.find((one) => one.tag === tag)?.runs ?? [];
    return Promise.all(
      [...having].map(async (index) => {
        const run = runs[index]!.id;
        const refs = await this.placesOf(run, tag, true);
        return {
          run,
          steps: Float64Array.from(refs, ({ step }) => step),
          walls: Float64Array.from(refs, ({ wall }) => wall ?? NaN),
          stamps: Float64Array.from(refs, stampOf),
        };
      }),
    );
  }

  private async load(run: string, tag: string, index: number): Promise<readonly Media[]> {
    const ref = (await this.placesOf(run, tag, false))[index];
    if (!ref) return [{ type: "refusal", reason: t("The run has no such record (any more).") }];
    return this.host.store.records.media(run, ref);
  }

  private async placesOf(run: string, tag: string, anew: boolean): Promise<readonly RecordRef[]> {
    const key = JSON.stringify([run, tag]);
    const known = anew ? undefined : this.places.get(key);
    const refs = known ?? (await this.host.store.records.places(run, tag));
    this.places.delete(key);
    this.places.set(key, refs);
    const [oldest] = this.places.keys();
    if (this.places.size > mostPlaces && oldest !== undefined) this.places.delete(oldest);
    return refs;
  }
}

/** 48 bits of what tells a record from others: where it lies, and when it was logged. */
function stampOf(ref: RecordRef): number {
  return createHash("sha1").update(JSON.stringify(ref)).digest().readUIntBE(0, 6);
}
