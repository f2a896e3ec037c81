import { deepEqual, equal } from "node:assert/strict";
import { Loader } from "../../../media/media/loader";
import { MediaPage } from "../../../src/features/media/mediaPage";
import { Channel } from "../../../src/shared/channel";
import type { FromMedia, MediaDelta, MediaModel, ToMedia } from "../../../src/shared/pages/media";
import { pageChannels, type FromPage, type ToPage } from "../../../src/shared/pages/page";
import type { RecordRef } from "../../../src/shared/records";
import { Emitter } from "../../../src/util/emitter";
import { panelPair } from "../../support/ports";
import { makeRun } from "../../support/runs";

const ref = (offset: number): RecordRef => ({
  tag: "image",
  kind: "image",
  step: 3,
  file: "/p/events",
  place: { offset, length: 9, check: offset },
});

describe("Media of a log that was written anew at the same steps", () => {
  it("have other stamps where another record stands in the place of one", async () => {
    const run = {
      ...makeRun("a", { loss: [1] }),
      records: [{ tag: "image", kind: "image", count: 2, lastStep: 3, placed: 2 }],
    };
    let refs = [ref(1), ref(20)];
    const records = {
      places: () => Promise.resolve(refs),
      load: () => Promise.resolve({ refusal: "" }),
      media: () => Promise.resolve([]),
    };
    const [panel, port] = panelPair();
    const changed = new Emitter<void>();
    const page = new MediaPage(
      {
        store: {
          records,
          runs: new Map([[run.id, run]]),
          scanned: true,
          start: () => Promise.resolve(),
          onDidChange: () => ({ dispose: () => undefined }),
        },
        state: { baseline: undefined, label: () => undefined, color: () => undefined, onDidChange: changed.event },
        plot: () => undefined,
        pickRuns: () => Promise.resolve(undefined),
        onError: (error) => {
          throw error;
        },
      },
      panel,
      [run.id],
    );
    const base = { speak: () => undefined, snapshot: () => undefined, delta: () => undefined };
    new Channel<FromPage, ToPage<MediaModel, MediaDelta>>(port, pageChannels.base, base, () => undefined).show("ready");
    const own = new Channel<FromMedia, ToMedia>(port, pageChannels.own, { find: () => undefined }, () => undefined);
    const stamps = async () => [...(await own.ask("steps", "image"))[0]!.stamps];
    const before = await stamps();
    deepEqual(await stamps(), before);
    refs = [ref(1), ref(40)];
    const after = await stamps();
    equal(after[0], before[0]);
    equal(after[1] === before[1], false);
    page.dispose();
  });

  it("are loaded again under another stamp, and not under the same", async () => {
    let asked = 0;
    const loader = new Loader(() =>
      Promise.resolve([{ type: "text", text: String(asked++), markdown: false }] as never),
    );
    const text = async (stamp: number) => JSON.stringify(await loader.load("a", "image", 0, stamp));
    const first = await text(1);
    equal(await text(1), first);
    equal((await text(2)) === first, false);
  });
});
