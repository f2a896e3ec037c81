import type { MediaText } from "../../../src/shared/media";
import { plural, t } from "../../../src/util/text";
import { element } from "../../page/dom";
import { markdown } from "./markdown";

/** A text, as Markdown where it is and is wanted to be. */
export function drawText({ text, isMarkdown, more }: MediaText, plain: boolean): HTMLElement {
  const attributes = { tabindex: "0", role: "region", "aria-label": t("Text") };
  const rendered = isMarkdown && !plain ? markdown(text) : [element("pre", { text })];
  const shown = element("div", { class: "text scrolled", attributes }, ...rendered);
  if (more === 0) return shown;
  const note = plural(more, {
    one: "{count} more character is not shown.",
    other: "{count} more characters are not shown.",
  });
  return element("div", {}, shown, element("p", { class: "refusal", text: note }));
}
