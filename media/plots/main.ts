import "uplot/dist/uPlot.min.css";
import "./plots.css";
import { applyDelta, type ToPage } from "../../src/shared/plots";
import { assertNever } from "../../src/util/assertNever";
import { Feed } from "./feed";
import { Frames } from "./frames";
import { connect } from "./host";
import { Page } from "./page";
import { Session } from "./session";
import { savedView } from "./view";

const host = connect(receive);
const feed = new Feed(host);
let session: Session | undefined;
let page: Page | undefined;

host.post({ type: "ready" });

function receive(message: ToPage): void {
  switch (message.type) {
    case "snapshot":
      return begin(message);
    case "delta":
      return session?.setModel(applyDelta(session.model, message.delta));
    case "selection":
      return session?.setSelection(message.selection);
    case "curves":
      return feed.answer(message.request, message.curves);
    case "failed":
      return feed.fail(message.request, message.message);
    case "reveal":
      return page?.reveal(message.name);
    default:
      assertNever(message);
  }
}

function begin({ model, selection, smoothing, reveal }: Extract<ToPage, { type: "snapshot" }>): void {
  const { saved } = host;
  session = new Session(host, feed, new Frames(), model, selection, savedView(saved, smoothing));
  page = new Page(document.getElementById("plots")!, session);
  if (reveal !== undefined) page.reveal(reveal);
}
