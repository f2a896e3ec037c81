import { formatValue } from "../../src/runs/describe/numbers";
import type { Range } from "../../src/runs/drawing/extent";
import { messageOf } from "../../src/util/errors";
import { t } from "../../src/util/text";
import { openMenu, type MenuItem } from "../page/menu";
import type { Entry } from "./entries";
import { movedBy } from "./ordering";
import { chartSvg, pngOf, type Pictured } from "./picture";
import type { Session } from "./session";
import { addable, addedTo, mostAdded, withToggled } from "./together";

/** What the menu of a chart acts on, as it is when the menu opens. */
export interface MenuSubject {
  readonly name: string;
  /** Undefined where a table or bars are shown, or nothing yet. */
  readonly picture: Pictured | undefined;
  /** The run pointed at, and what it has there. */
  readonly entry: Entry | undefined;
  /** Its runs have one value each. */
  readonly isSingle: boolean;
  /** What of x is seen; undefined for all. */
  readonly range: Range | undefined;
}

/** The menu of a chart: what leaves it, then how it is shown. Opened by the pointer, and by the menu key where the focus is. */
export function openChartMenu(
  session: Session,
  subject: MenuSubject,
  point: { readonly x: number; readonly y: number },
  focus: HTMLElement,
  announce: (text: string) => void,
): void {
  const { line, view } = session;
  const { name, entry, range } = subject;
  const metrics = [name, ...addedTo(name, view, session.model.charts).map((chart) => chart.name)];
  const data = { x: session.x, range: range ?? null };
  const value = entry?.raw ?? entry?.last;
  const toggle = (key: "pinned" | "tables", label: string): MenuItem => {
    const list = view[key];
    const isOn = list.includes(name);
    const next = isOn ? list.filter((other) => other !== name) : [...list, name];
    return { label, checked: isOn, act: () => session.setView({ [key]: next }) };
  };
  const items: MenuItem[] = [
    ...pictureItems(session, subject, announce),
    {
      label: value === undefined ? t("Copy Value") : t("Copy Value ({value})", { value: formatValue(value) }),
      disabled: value === undefined,
      act: () => line.show("copyText", String(value)),
    },
    { label: t("Copy Data"), act: () => line.show("copyData", metrics, data) },
    { label: t("Export Data as CSV…"), act: () => line.show("exportData", metrics, data) },
    {
      label: t("Export All Charts as CSV…"),
      act: () => line.show("exportData", session.metrics, { ...data, range: null }),
    },
    "line",
    ...addingItems(session, subject, metrics),
    "line",
    toggle("pinned", t("Pin to Top")),
    {
      label: t("Full Size"),
      checked: view.full === name,
      act: () => session.setView({ full: view.full === name ? undefined : name }),
    },
    toggle("tables", t("Show as Table")),
    ...movingItems(session, name, () => focus.focus()),
  ];
  openMenu(items, point, t("Chart"), () => focus.focus());
}

/** Other metrics beside the chart's own. @param metrics those that it has */
function addingItems(session: Session, { name, isSingle }: MenuSubject, metrics: readonly string[]): MenuItem[] {
  const [, ...added] = metrics;
  const others = addable(name, added, session.metrics);
  const toggle = (metric: string) => session.setView({ together: withToggled(session.view, name, metric) });
  const pick = async () => {
    const picked = await session.line.ask("pickMetric", name, others).catch(() => undefined);
    if (picked !== undefined) toggle(picked);
  };
  return [
    {
      label: t("Add Metric to This Chart…"),
      disabled: isSingle || others.length === 0 || added.length >= mostAdded,
      act: () => void pick(),
    },
    ...added.map((metric): MenuItem => ({
      label: t("Remove {metric} from This Chart", { metric }),
      act: () => toggle(metric),
    })),
  ];
}

/** Another place in its group. A chart that moves loses the focus. */
function movingItems(session: Session, name: string, focus: () => void): MenuItem[] {
  const { view, model } = session;
  const move = (label: string, way: -1 | 1): MenuItem => {
    const change = movedBy(name, way, view, model.charts);
    const act = () => {
      session.setView(change);
      focus();
    };
    return { label, disabled: Object.keys(change).length === 0, act };
  };
  return [move(t("Move Up"), -1), move(t("Move Down"), 1)];
}

/** Copied by the page, since only what the user does in it may write a picture to the clipboard; saved by the editor. */
function pictureItems({ line }: Session, { name, picture }: MenuSubject, announce: (text: string) => void): MenuItem[] {
  const svg = picture && chartSvg(picture);
  if (svg === undefined) return [];
  const fail = (error: unknown) => announce(t("The image could not be copied: {reason}", { reason: messageOf(error) }));
  return [
    {
      label: t("Copy Image"),
      act: () => {
        const item = new ClipboardItem({ "image/png": pngOf(svg) });
        navigator.clipboard.write([item]).then(() => announce(t("Image copied.")), fail);
      },
    },
    {
      label: t("Save Image…"),
      act: () => {
        const bytes = pngOf(svg).then(async (blob) => new Uint8Array(await blob.arrayBuffer()));
        bytes.then((png) => line.show("saveImage", name, svg, png), fail);
      },
    },
    "line",
  ];
}
