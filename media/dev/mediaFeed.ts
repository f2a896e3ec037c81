/**
 * Stands in for the editor and the extension when the Media page is tried in a plain browser: runs that logged pictures of a megapixel
 * under so many names, or with odd=1 what is broken or hostile. Asked for by the address: ?tags=100&runs=1&side=1000
 */
import { mediaModel } from "../../src/features/media/model";
import { Channel, type Port } from "../../src/shared/channel";
import type { Media } from "../../src/shared/media";
import type { FromMedia, MediaDelta, MediaModel, ToMedia } from "../../src/shared/pages/media";
import { pageChannels, type FromPage, type ToPage } from "../../src/shared/pages/page";
import { Emitter } from "../../src/util/emitter";
import { oddMedia } from "./oddMedia";
import { madeRun, summaryOf } from "./madeRuns";

const asked = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);
const isOdd = asked.has("odd");
const tags = isOdd
  ? oddMedia.map(({ tag }) => tag)
  : Array.from({ length: number("tags", 100) }, (_, at) => `picture/${String(at).padStart(3, "0")}`);
const kindOf = (tag: string) => oddMedia.find((one) => one.tag === tag)?.kind ?? "image";
/** So many records were logged under each name. */
const records = number("records", 1);
let vanished = 0;
const side = number("side", 1000);

/** A few pictures with noise in them, so that they are as large as photographs. */
const pictures: Uint8Array[] = [];

async function makePictures(): Promise<void> {
  for (let at = 0; at < 4; at++) {
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext("2d")!;
    const pixels = context.createImageData(side, side);
    for (let i = 0; i < pixels.data.length; i++)
      pixels.data[i] = i % 4 === 3 ? 255 : (i * (at + 7) * 2_654_435_761) >>> 24;
    context.putImageData(pixels, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    pictures.push(new Uint8Array(await blob.arrayBuffer()));
  }
}

const received = new Emitter<unknown>();
let state: unknown = JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined;
let longest = 0;
const port: Port = {
  post: (message) => setTimeout(() => window.postMessage(message), 5),
  onMessage: received.event,
  onClose: () => ({ dispose: () => undefined }),
};

function modelNow(): MediaModel {
  const runs = Array.from({ length: number("runs", 1) }, (_, at) => ({
    ...summaryOf(madeRun(at, 10, 1)),
    records: tags.map((tag) => ({ tag, kind: kindOf(tag), count: records, lastStep: records - 1, placed: records })),
  })).slice(vanished);
  return mediaModel({
    selection: runs.map(({ id }) => id),
    runs: new Map(runs.map((run) => [run.id, run])),
    baseline: runs[0]?.id,
    label: () => undefined,
    scanning: false,
  });
}

const base = new Channel<ToPage<MediaModel, MediaDelta>, FromPage>(
  port,
  pageChannels.base,
  {
    ready: () => void makePictures().then(() => base.show("snapshot", modelNow())),
    error: console.error,
  },
  console.error,
);
new Channel<ToMedia, FromMedia>(
  port,
  pageChannels.own,
  {
    steps: () =>
      modelNow().runs.map(({ id }) => ({
        run: id,
        steps: Float64Array.from({ length: records }, (_, at) => at),
        walls: new Float64Array(records).fill(NaN),
        stamps: Float64Array.from({ length: records }, (_, at) => at),
      })),
    load: (_, tag): readonly Media[] => {
      const odd = oddMedia.find((one) => one.tag === tag);
      if (odd) return odd.media;
      const bytes = pictures[tags.indexOf(tag) % pictures.length]!;
      return [{ type: "picture", mime: "image/png", bytes, width: side, height: side }];
    },
    plot: () => undefined,
    addRuns: () => undefined,
  },
  console.error,
);

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ entryTypes: ["longtask"] });

Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => received.fire(structuredClone(message)),
    setState: (next: unknown) => {
      state = next;
      sessionStorage.setItem("state", JSON.stringify(next));
    },
    getState: () => state,
  }),
  feed: {
    /** Takes runs away while they are shown, as a folder that is deleted does. */
    vanish: (count: number) => {
      vanished += count;
      base.show("delta", modelNow());
    },
  },
  /** The longest task of the page's thread since the last call, in milliseconds; 0 where none took 50. */
  takeLongest: () => {
    const taken = longest;
    longest = 0;
    return taken;
  },
});
