import "uplot/dist/uPlot.min.css";
import "../page/page.css";
import "./plots.css";
import {
  applyDelta,
  type PlotsDelta,
  type PlotsModel,
  type PlotsView,
  type ToPlots,
} from "../../src/shared/pages/plots";
import { openPage } from "../page/open";
import { Frames } from "./frames";
import { Page } from "./page";
import { Session, type PlotsLine } from "./session";
import { savedView } from "./view";

let page: Page | undefined;

function begin(model: PlotsModel, line: PlotsLine): (model: PlotsModel) => void {
  const session = new Session(line, new Frames(), model, firstView(model, line.saved));
  page = new Page(document.getElementById("page")!, session);
  return (next) => session.setModel(next);
}

/** As this page was, else as the last one of the workspace: but for what would hide charts that nobody has seen yet. */
function firstView(model: PlotsModel, saved: unknown): PlotsView {
  if (saved !== undefined) return savedView(saved, model.smoothing);
  return { ...savedView({ view: model.keptView }, model.smoothing), search: "", full: undefined };
}

const handlers: ToPlots = { reveal: (name) => page?.reveal(name) };

openPage({ begin, handlers, applyDelta: (model: PlotsModel, delta: PlotsDelta) => applyDelta(model, delta) });
