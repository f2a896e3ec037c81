import { deepEqual, equal } from "node:assert/strict";
import { Announcements } from "../../../src/store/index/announcements";

const now = 1_800_000_000_000;

describe("file events", () => {
  it("are trusted where each change was announced, before it was seen or shortly after", () => {
    const events = new Announcements("/w");
    events.events(["/w/a/1/log.csv"], now);
    events.found("/w/a/1", now + 100);
    equal(events.settlesAt, Infinity);
    events.found("/w/a/2", now);
    equal(events.settlesAt, now + 5001);
    events.events(["/w/a/2/log.csv"], now + 3000);
    events.settle(now + 60_000);
    deepEqual(events.silent, []);
  });

  it("do not arrive around a change that none announced, until one comes from there", () => {
    const events = new Announcements("/w");
    events.found("/w/a/1", now);
    events.settle(now + 4999);
    deepEqual(events.silent, []);
    events.settle(now + 5001);
    deepEqual(events.silent, ["/w/a"]);
    events.events(["/w/b/x"], now + 6000);
    deepEqual(events.silent, ["/w/a"], "an event from elsewhere says nothing");
    events.events(["/w/a/2/log.csv"], now + 7000);
    deepEqual(events.silent, []);
  });

  it("of long ago announce nothing", () => {
    const events = new Announcements("/w");
    events.events(["/w/a/1/log.csv"], now);
    events.settle(now + 6000);
    events.found("/w/a/1", now + 6000);
    events.settle(now + 12_000);
    deepEqual(events.silent, ["/w/a"]);
  });

  it("are not waited for on a network drive, nor where files.watcherExclude leaves a folder out", () => {
    const drive = new Announcements("/w", true);
    drive.events(["/w/a"], now);
    deepEqual(drive.silent, ["/w"]);
    const events = new Announcements("/w");
    events.expectNone("/w/data");
    events.expectNone("/w/data/deep");
    deepEqual(events.silent, ["/w/data"]);
  });

  it("are given up for the whole folder where too many places are silent", () => {
    const events = new Announcements("/w");
    for (let place = 0; place <= 20; place++) events.expectNone(`/w/p${place}`);
    deepEqual(events.silent, ["/w"]);
  });
});
