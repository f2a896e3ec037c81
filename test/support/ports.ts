import type { Port } from "../../src/shared/channel";
import type { OpenPage } from "../../src/host/webview/page";
import type { ReaderEnd } from "../../src/store/reading/readerEnd";
import { Emitter } from "../../src/util/emitter";

/** One end of a made-up line: what is posted arrives at the other end as a copy, a moment later. */
export class FakePort implements Port {
  private readonly messages = new Emitter<unknown>();
  private readonly closed = new Emitter<string>();
  readonly onMessage = this.messages.event;
  readonly onClose = this.closed.event;
  /** All that was posted here. */
  readonly posted: unknown[] = [];
  other: FakePort | undefined;
  /** Of a reader: how it ended. */
  ended: ReaderEnd | undefined;
  private isOpen = true;

  get end(): ReaderEnd | undefined {
    return this.ended;
  }

  post(message: unknown): void {
    if (!this.isOpen) return;
    const copy: unknown = structuredClone(message);
    this.posted.push(copy);
    setImmediate(() => this.other?.receive(copy));
  }

  /** Takes a message in as if it had come over the line. */
  receive(message: unknown): void {
    if (this.isOpen) this.messages.fire(message);
  }

  /** The other end dies. */
  die(reason: string, more: Partial<ReaderEnd> = {}): void {
    this.ended = { reason, ...more };
    this.isOpen = false;
    if (this.other) this.other.isOpen = false;
    this.closed.fire(reason);
  }

  dispose(): void {
    this.die("disposed");
  }
}

/** Both ends of a line. */
export function portPair(): readonly [FakePort, FakePort] {
  const [one, two] = [new FakePort(), new FakePort()];
  one.other = two;
  two.other = one;
  return [one, two];
}

/** The editor's side of a page, whose other end a test holds. */
export class FakePanel extends FakePort implements OpenPage {
  private readonly visibility = new Emitter<void>();
  readonly onVisibility = this.visibility.event;
  visible = true;
  revealed = 0;
  title = "";

  show(visible: boolean): void {
    this.visible = visible;
    this.visibility.fire();
  }

  reveal(): void {
    this.revealed++;
  }

  setTitle(title: string): void {
    this.title = title;
  }
}

/** A panel, and the page's end of its line. */
export function panelPair(): readonly [FakePanel, FakePort] {
  const [panel, page] = [new FakePanel(), new FakePort()];
  panel.other = page;
  page.other = panel;
  return [panel, page];
}

/** Resolves as soon as it is so, which is some turns of the event loop away. @throws if it is not within two seconds */
export async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 2000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`never so: ${String(isSo)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
