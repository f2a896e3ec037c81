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
      begin(message);
      break;
    case "delta":
      session?.setModel(applyDelta(session.model, message.delta));
      break;
    case "selection":
      session?.setSelection(message.selection);
      break;
    case "curves":
      feed.answer(message.request, message.curves);
      break;
    case "failed":
      feed.fail(message.request, message.message);
      break;
    case "reveal":
      page?.reveal(message.name);
      break;
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
