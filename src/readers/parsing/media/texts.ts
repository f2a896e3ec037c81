import type { MediaText } from "../../../shared/media";

/** The most of a text that is shown: characters. */
const longest = 200_000;

export function mediaText(text: string, isMarkdown: boolean): MediaText {
  const more = Math.max(0, text.length - longest);
  return { type: "text", text: more > 0 ? text.slice(0, longest) : text, isMarkdown, more };
}
