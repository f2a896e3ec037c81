import { deepEqual, match } from "node:assert/strict";
import { openStatuses } from "../../../media/dev/statuses/host";
import {
  applyDelta,
  type FromStatuses,
  type StatusCounts,
  type ToStatuses,
} from "../../../media/dev/statuses/protocol";
import { connectPage, type Line } from "../../../media/page/line";
import type { RunsChange } from "../../../src/store/runStore";
import { Emitter } from "../../../src/util/emitter";
import { panelPair, until } from "../../support/ports";
import { makeRun, mapOf } from "../../support/runs";

describe("a second page", () => {
  const runs = mapOf(makeRun("a", {}, { status: "running" }), makeRun("b", {}, { status: "finished" }));
  const changed = new Emitter<RunsChange>();
  const [panel, port] = panelPair();
  const choose = openStatuses({ runs, onDidChange: changed.event }, panel);
  const drawn: StatusCounts[] = [];
  let line: Line<ToStatuses, FromStatuses, undefined> | undefined;
  const chosen: string[] = [];
  let fail: ((error: unknown) => void) | undefined;
  const open = () =>
    connectPage<StatusCounts, StatusCounts, ToStatuses, FromStatuses, undefined>(
      {
        begin: (model, given) => {
          line = given;
          drawn.push(model);
          return (next) => void drawn.push(next);
        },
        applyDelta,
        handlers: { choose: (status) => void chosen.push(status) },
      },
      { port, save: () => undefined, saved: undefined, onError: (report) => (fail = report) },
    );

  it("is told nothing before it listens", () => {
    choose("running");
    deepEqual(panel.posted, []);
  });

  it("is drawn from a model, and again from a delta, with nothing but its own protocol", async () => {
    open();
    await until(() => chosen.length === 1);
    deepEqual(drawn, [{ running: 1, finished: 1 }]);
    runs.set("c", makeRun("c", {}, { status: "finished" }));
    changed.fire({ changed: ["c"], removed: [], problems: false });
    await until(() => drawn.length === 2);
    deepEqual(drawn, [
      { running: 1, finished: 1 },
      { running: 1, finished: 2 },
    ]);
  });

  it("is answered by the extension", async () => {
    deepEqual(await line!.ask("names", "running"), ["a"]);
  });

  it("tells the extension what goes wrong in it", async () => {
    const told: unknown[] = [];
    panel.onMessage((message) => told.push(message));
    fail?.(new Error("a bug in the page"));
    await until(() => told.length === 1);
    match(JSON.stringify(told[0]), /a bug in the page/);
  });
});
