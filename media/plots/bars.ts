import { formatColumn, formatDelta } from "../../src/runs/describe/numbers";
import { t } from "../../src/util/text";
import { element } from "../page/dom";
import { Swatch } from "../page/swatch";
import type { Stroke } from "../page/stroke";
import type { Entry } from "./entries";

/** More runs than these scroll. */
export const shownBars = 14;

/** Single values as bars, in the order of the entries: the best first; the baseline's end is marked across all of them. */
export function barsOf(name: string, entries: readonly Entry[], strokeOf: (entry: Entry) => Stroke): HTMLElement {
  const finite = entries.map(({ last }) => last).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)];
  const span = high - low || 1;
  const place = (value: number) => `${(100 * (value - low)) / span}%`;
  const measures = new Map(entries.flatMap(({ run, last }) => (run.isBaseline ? [[run.measure, last]] : [])));
  const list = element("div", { class: "bars", attributes: { role: "list", "aria-label": name } });
  const values = formatColumn(entries.map(({ last }) => last));
  for (const [at, entry] of entries.entries()) {
    const { run, last, delta, verdict } = entry;
    const swatch = new Swatch();
    const stroke = strokeOf(entry);
    swatch.show(stroke, run.isBaseline);
    const bar = element("span", { class: "bar" });
    const track = element("span", { class: "track" }, bar);
    if (Number.isFinite(last)) {
      bar.style.left = place(Math.min(0, last));
      bar.style.width = `${(100 * Math.abs(last)) / span}%`;
      bar.style.background = stroke.color;
    }
    const baseline = measures.get(run.measure);
    if (baseline !== undefined && Number.isFinite(baseline)) {
      const mark = element("span", { class: "mark" });
      mark.style.left = place(baseline);
      track.append(mark);
    }
    const beside = verdict?.text ?? (delta === undefined ? "" : formatDelta(delta));
    const title = [run.path, run.isBaseline ? t("baseline") : "", verdict?.because ?? ""].filter(Boolean).join("\n");
    list.append(
      element(
        "div",
        { class: run.isBaseline ? "row baseline" : "row", title, attributes: { role: "listitem", "data-run": run.id } },
        swatch.root,
        element("span", { class: "name", text: run.label }),
        track,
        element("span", { class: "value", text: values[at]! }),
        element("span", { class: "delta", text: beside, attributes: { "data-verdict": verdict?.word ?? "" } }),
      ),
    );
  }
  return list;
}
