import { Channel, type Handlers, type Port } from "../../src/shared/channel";
import { pageChannels, type FromPage, type ToPage } from "../../src/shared/pages/page";
import { messageOf } from "../../src/util/errors";
import { speak } from "../../src/util/text";

/** A page's line to the extension: what it shows and asks there, and what it leaves with the editor. */
export interface Line<To, From, Saved> extends Pick<Channel<From, To>, "show" | "ask"> {
  /** Left with the editor, which gives it back after the page was hidden or the window reloaded. */
  save(state: Saved): void;
  /** What was left last, perhaps by another version. */
  readonly saved: unknown;
}

/** What a page is, beside its drawing. */
export interface PageParts<Model, Delta, To, From, Saved> {
  /** Draws the first model. @returns what draws each one after it */
  begin(model: Model, line: Line<To, From, Saved>): (model: Model) => void;
  /** The model that a delta leads to. */
  readonly applyDelta: (model: Model, delta: Delta) => Model;
  /** It leaves itself where its reader is. */
  readonly keepsPlace?: true;
  /** What the extension calls in this page alone. */
  readonly handlers: Handlers<To>;
}

/** The editor around a page, as the page sees it. */
export interface Editor<Saved> {
  readonly port: Port;
  save(state: Saved): void;
  readonly saved: unknown;
  /** Calls back with whatever goes wrong in the page and nobody catches. */
  onError(report: (error: unknown) => void): void;
}

/** Connects a page to the extension, and tells it that the page listens. What goes wrong in the page from now on is told to it. */
export function connectPage<Model, Delta, To, From, Saved>(
  page: PageParts<Model, Delta, To, From, Saved>,
  editor: Editor<Saved>,
): void {
  const fail = (error: unknown) =>
    base.show("error", error instanceof Error ? (error.stack ?? error.message) : messageOf(error));
  const own = new Channel<From, To>(editor.port, pageChannels.own, page.handlers, fail);
  const line: Line<To, From, Saved> = {
    show: own.show.bind(own),
    ask: own.ask.bind(own),
    save: (state) => editor.save(state),
    saved: editor.saved,
  };
  let shown: { model: Model; readonly draw: (model: Model) => void } | undefined;
  const notes: ToPage<Model, Delta> = {
    speak,
    snapshot: (model) => {
      if (shown) shown.draw((shown.model = model));
      else shown = { model, draw: page.begin(model, line) };
    },
    delta: (delta) => {
      if (shown) shown.draw((shown.model = page.applyDelta(shown.model, delta)));
    },
  };
  const base = new Channel<FromPage, ToPage<Model, Delta>>(editor.port, pageChannels.base, notes, fail);
  editor.onError(fail);
  base.show("ready");
}
