import type { Media } from "../../src/shared/media";
import { hostileNames } from "./hostileNames";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const hostile = hostileNames.join("\n\n");

/** What a log may have beside scalars, and what must neither run nor break a page. */
export const oddMedia: readonly { readonly tag: string; readonly kind: string; readonly media: readonly Media[] }[] = [
  {
    tag: "broken picture",
    kind: "image",
    media: [{ type: "picture", mime: "image/png", bytes: bytesOf("\x89PNG\r\n"), width: 640, height: 480 }],
  },
  {
    tag: "drawing with a script",
    kind: "image",
    media: [
      {
        type: "picture",
        mime: "image/svg+xml",
        bytes: bytesOf(
          `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90" onload="alert(4)"><script>alert(5)</script><image href="http://example.invalid/x.png"/><rect width="80" height="80"/></svg>`,
        ),
      },
    ],
  },
  {
    tag: "broken film",
    kind: "video",
    media: [{ type: "film", mime: "video/mp4", bytes: bytesOf("no film") }],
  },
  { tag: "broken sound", kind: "audio", media: [{ type: "sound", mime: "audio/wav", bytes: bytesOf("RIFF") }] },
  { tag: "hostile text", kind: "text", media: [{ type: "text", text: hostile, isMarkdown: true, more: 0 }] },
  {
    tag: "links",
    kind: "text",
    media: [
      {
        type: "text",
        text: "[a](javascript:alert(6)) ![b](http://example.invalid/y.png) <b>c</b>",
        isMarkdown: true,
        more: 7,
      },
    ],
  },
  {
    tag: "hostile table",
    kind: "table",
    media: [{ type: "table", columns: hostileNames, rows: [hostileNames, hostileNames], moreRows: 3, moreColumns: 0 }],
  },
  {
    tag: "histogram of nothing",
    kind: "histogram",
    media: [{ type: "histogram", edges: new Float64Array(0), counts: new Float64Array(0), broken: 5 }],
  },
  {
    tag: "histogram of one value",
    kind: "histogram",
    media: [{ type: "histogram", edges: Float64Array.of(2, 2), counts: Float64Array.of(9), broken: 0 }],
  },
  {
    tag: "curve of NaN",
    kind: "pr_curves",
    media: [
      {
        type: "rates",
        kind: "pr",
        lines: [{ name: hostileNames[0]!, xs: Float64Array.of(NaN, 0.5, 2), ys: Float64Array.of(0.5, NaN, -1) }],
      },
    ],
  },
  {
    tag: "confusion with NaN",
    kind: "table",
    media: [{ type: "confusion", labels: hostileNames.slice(0, 2), counts: Float64Array.of(NaN, 1, 2, Infinity) }],
  },
  ...hostileNames.map((tag) => ({
    tag,
    kind: "text",
    media: [{ type: "text", text: tag, isMarkdown: true, more: 0 }] as const,
  })),
];
