import type { Recording } from "../../../src/shared/media";
import { t } from "../../../src/util/text";
import { element } from "../../page/dom";
import type { Drawing } from "./draw";

/** A player for a sound or a film. */
export function drawRecording({ type, mime, bytes }: Recording, { run, atEnd }: Drawing): HTMLElement {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }));
  const player = element(type === "sound" ? "audio" : "video", { attributes: { "aria-label": run.label } });
  const frame = element("div", { class: "player" }, player);
  player.controls = true;
  player.preload = "metadata";
  player.onerror = () => frame.replaceChildren(element("p", { class: "refusal", text: t("It can’t be played.") }));
  player.src = address;
  atEnd(() => {
    player.onerror = null;
    player.removeAttribute("src");
    player.load();
    URL.revokeObjectURL(address);
  });
  return frame;
}
