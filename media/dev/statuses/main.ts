import "../../page/page.css";
import { element } from "../../page/dom";
import type { Line } from "../../page/line";
import { openPage } from "../../page/open";
import { applyDelta, type FromStatuses, type StatusCounts, type ToStatuses } from "./protocol";

type StatusLine = Line<ToStatuses, FromStatuses, undefined>;

let choose: ToStatuses["choose"] = () => undefined;

/** A button for each status; pressing one names its runs. */
function begin(model: StatusCounts, line: StatusLine): (model: StatusCounts) => void {
  const buttons = element("div", { class: "toolbar" });
  const names = element("ul");
  document.getElementById("page")!.replaceChildren(buttons, names);
  const show = async (status: string) => {
    const found = await line.ask("names", status);
    names.replaceChildren(...found.map((text) => element("li", { text })));
  };
  const draw = (counts: StatusCounts): void =>
    buttons.replaceChildren(
      ...Object.entries(counts).map(([status, count]) => {
        const button = element("button", { class: "primary", text: `${status} ${count}` });
        button.onclick = () => void show(status);
        return button;
      }),
    );
  draw(model);
  choose = (status) => void show(status);
  return draw;
}

openPage({ begin, applyDelta, handlers: { choose: (status: string) => choose(status) } satisfies ToStatuses });
