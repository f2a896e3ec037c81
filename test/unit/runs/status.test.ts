import assert from "node:assert/strict";
import { statusOf } from "../../../src/runs/assembly/status";

const minute = 60_000;
const now = 1_000 * minute;
const signs = { native: undefined, lastWriteAt: now, grew: false, usualInterval: undefined, startedAt: undefined };

describe("status of a run", () => {
  it("is finished only by the format's own marker", () => {
    const native = { status: "finished", reason: "train_runtime was logged" } as const;
    assert.deepEqual(statusOf({ ...signs, native, lastWriteAt: 0 }, now), { ...native, cause: "marker" });
    assert.equal(statusOf({ ...signs, lastWriteAt: 0, grew: true }, now).status, "unknown");
  });

  it("is running while its log grows", () => {
    assert.equal(statusOf({ ...signs, grew: true }, now).status, "running");
  });

  it("is not running because a clone wrote the file a moment ago", () => {
    assert.equal(statusOf(signs, now).status, "unknown");
  });

  it("is stale when the format says running and nothing was written for ten minutes", () => {
    const native = { status: "running", reason: "status RUNNING" } as const;
    assert.equal(statusOf({ ...signs, native, lastWriteAt: now - 9 * minute }, now).status, "running");
    assert.equal(statusOf({ ...signs, native, lastWriteAt: now - 11 * minute }, now).status, "stale");
  });

  it("is stale when a clone wrote the file a moment ago that says running, and the run began long before", () => {
    const native = { status: "running", reason: "status RUNNING" } as const;
    const of = (startedAt: number, grew: boolean) => statusOf({ ...signs, native, startedAt, grew }, now).status;
    assert.deepEqual(
      [of(now - 500 * minute, false), of(now - 500 * minute, true), of(now - minute, false)],
      ["stale", "running", "running"],
    );
  });

  it("waits a minute where the usual intervals are short", () => {
    const native = { status: "running", reason: "status RUNNING" } as const;
    const quick = { ...signs, native, grew: true, usualInterval: 1000 };
    assert.equal(statusOf({ ...quick, lastWriteAt: now - 50_000 }, now).status, "running");
    assert.equal(statusOf({ ...quick, lastWriteAt: now - 70_000 }, now).status, "stale");
  });

  it("waits for five of the usual intervals where these are long", () => {
    const slow = { ...signs, grew: true, usualInterval: 30 * minute };
    assert.equal(statusOf({ ...slow, lastWriteAt: now - 140 * minute }, now).status, "running");
    assert.equal(statusOf({ ...slow, lastWriteAt: now - 160 * minute }, now).status, "unknown");
  });
});
