import { deepEqual } from "node:assert/strict";
import { Outbox } from "../../../src/store/reading/outbox";
import type { FromReader } from "../../../src/store/reading/protocol";

const runs = (id: string): FromReader => ({ type: "runs", changed: [], removed: [id] });

describe("the worker's outbox", () => {
  it("sends a batch of runs once the one before was taken in, and everything in order", () => {
    const sent: FromReader[] = [];
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
