import { Channel, type Port } from "../../shared/channel";
import { pageChannels, type FromPage, type ToPage } from "../../shared/pages/page";
import { DisposableStore, type Disposable } from "../../util/disposable";
import type { Event } from "../../util/emitter";
import { spokenLanguage } from "../../util/text";
import { Throttle } from "../../util/throttle";

/** Changes that come closer together than this go to the page as one; long work makes updates rarer. In milliseconds. */
const pace = { wait: 0, rest: 80, ease: 10 } as const;

/** The editor's side of a page. A hidden page does not run: it is made anew when it is shown again. */
export interface PagePort extends Port {
  readonly visible: boolean;
  readonly onVisibility: Event<void>;
}

/** A page in a tab of the editor. */
export interface OpenPage extends PagePort {
  /** Brings it to the front. */
  reveal(preserveFocus: boolean): void;
  /** Names its tab. */
  setTitle(title: string): void;
}

/** What a page shows: made anew at every change, and sent as what is different. */
export interface PageContent<Model, Delta> {
  model(): Model;
  /** What to send so that a page that has `before` has `after`; undefined if they are the same. */
  deltaOf(before: Model, after: Model): Delta | undefined;
  /** The model that a delta leads to, as the page computes it. */
  applyDelta(model: Model, delta: Delta): Model;
}

/** Keeps a page in step with its model: the whole of it when the page is ready, then deltas, and nothing while it is hidden. */
export class Page<Model, Delta> implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly channel: Channel<ToPage<Model, Delta>, FromPage>;
  private readonly soon = this.owned.add(new Throttle(pace, () => this.updateNow()));
  /** What the page has; undefined while there is no page that listens. */
  private sent: { readonly model: Model } | undefined;
  /** Said `ready` since it was last hidden. */
  private isReady = false;
  private readonly later = new Map<string, () => void>();
  /** For the page's own channel: what is sent while no page listens goes nowhere. */
  readonly port: Port;

  /** @param onError is told of bugs in the page and in what handles its messages */
  constructor(
    private readonly panel: PagePort,
    private readonly content: PageContent<Model, Delta>,
    onError: (error: unknown) => void,
  ) {
    const { onMessage, onClose } = panel;
    const post = (message: unknown) => {
      if (this.isListening) panel.post(message);
    };
    this.port = { onMessage, onClose, post };
    this.channel = this.owned.add(
      new Channel(panel, pageChannels.base, { ready: () => this.welcome(), error: onError }, onError),
    );
    this.owned.add(panel.onVisibility(() => this.followVisibility()));
    this.owned.add(panel.onClose(() => this.dispose()));
  }

  /** There is a page on screen that has a model. */
  get isListening(): boolean {
    return this.sent !== undefined;
  }

  /** The model may be another: at once after a rest, so that a new point is soon on screen; in a stream of changes, once for many. */
  update(): void {
    if (this.isListening) this.soon.request();
  }

  /** The same without delay: for what the user just did in the page. */
  updateNow(): void {
    if (!this.sent) return;
    const delta = this.content.deltaOf(this.sent.model, this.content.model());
    if (delta === undefined) return;
    this.sent = { model: this.content.applyDelta(this.sent.model, delta) };
    this.channel.show("delta", delta);
  }

  /** Does it when there is a page that listens: now, or after its next snapshot. Of several with one name, the last. */
  whenListening(name: string, act: () => void): void {
    if (this.isListening) act();
    else this.later.set(name, act);
  }

  dispose(): void {
    this.sent = undefined;
    this.owned.dispose();
  }

  private followVisibility(): void {
    if (!this.panel.visible) {
      this.sent = undefined;
      this.isReady = false;
    } else if (this.isReady && !this.isListening) this.sendSnapshot();
  }

  private welcome(): void {
    this.isReady = true;
    const language = spokenLanguage();
    if (language) this.channel.show("speak", language);
    if (this.panel.visible) this.sendSnapshot();
  }

  private sendSnapshot(): void {
    const model = this.content.model();
    this.sent = { model };
    this.channel.show("snapshot", model);
    const acts = [...this.later.values()];
    this.later.clear();
    for (const act of acts) act();
  }
}
