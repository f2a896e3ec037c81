import { deepEqual } from "node:assert/strict";
import { Outbox } from "../../../src/store/outbox";
import type { FromWorker } from "../../../src/store/protocol";

const runs = (id: string): FromWorker => ({ type: "runs", changed: [], removed: [id] });

describe("the worker's outbox", () => {
  it("sends a batch of runs once the one before was taken in, and everything in order", () => {
    const sent: FromWorker[] = [];
    const outbox = new Outbox((message) => sent.push(message));
    const told = [{ type: "log", level: "info", message: "a" }, runs("b"), runs("c"), { type: "scanned" }] as const;
    for (const message of told) outbox.send(message);
    deepEqual(sent, told.slice(0, 2));
    outbox.taken();
    deepEqual(sent, told.slice(0, 3));
    outbox.taken();
    deepEqual(sent, told);
  });
});
