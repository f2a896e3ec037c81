import "../page/page.css";
import "./compare.css";
import {
  applyCompareDelta,
  type CompareDelta,
  type CompareModel,
  type ToCompare,
} from "../../src/shared/pages/compare";
import { openPage } from "../page/open";
import { ComparePage, type CompareLine } from "./page";

let page: ComparePage | undefined;

function begin(model: CompareModel, line: CompareLine): (model: CompareModel) => void {
  const made = new ComparePage(document.getElementById("page")!, line);
  page = made;
  made.show(model);
  return (next) => made.show(next);
}

openPage({
  keepsPlace: true,
  begin,
  handlers: { showMetric: (metric: string) => page?.choose(metric) } satisfies ToCompare,
  applyDelta: (model: CompareModel, delta: CompareDelta) => applyCompareDelta(model, delta),
});
