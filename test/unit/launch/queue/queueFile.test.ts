import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Queue } from "../../../../src/launches/queue/queue";
import { QueueFile } from "../../../../src/launches/queue/queueFile";
import { useTempFolder } from "../../../support/tempFolder";
import { groupOf, queued } from "./support";

const top = useTempFolder();
const folderOf = () => mkdtempSync(join(top(), "queue-"));
const fail = (message: string) => assert.ok(false, message);
const queue: Queue = { isPaused: false, groups: [groupOf("g")], launches: [queued("a", "g"), queued("b", "g")] };

describe("the file of a queue", () => {
  it("gives back what was written", async () => {
    const folder = folderOf();
    const file = new QueueFile(folder, fail);
    file.write({ ...queue, isPaused: true });
    file.write(queue);
    await file.flush();
    assert.deepEqual(await new QueueFile(folder, fail).read(), queue);
    assert.deepEqual(readdirSync(folder), ["queue.json"]);
  });

  it("holds no secret, and what needs one does not start after a reload", async () => {
    const folder = folderOf();
    const file = new QueueFile(folder, fail);
    const secret = queued("a", "g", { args: ["--api-key", "hunter22hunter22"], label: "--api-key=hunter22hunter22" });
    file.write({ ...queue, launches: [secret] });
    await file.flush();
    assert.ok(!readFileSync(join(folder, "queue.json"), "utf8").includes("hunter22"));
    const [read] = (await new QueueFile(folder, fail).read())?.launches ?? [];
    assert.deepEqual([read?.state, read?.outcome], ["ended", "failed"]);
  });

  for (const [what, text] of [
    ["cut short", '{"version":1,"groups":['],
    ["of another version", '{"version":9,"groups":[],"launches":[]}'],
    ["with a launch of no group", JSON.stringify({ version: 1, ...queue, groups: [] })],
    [
      "with arguments that are none",
      JSON.stringify({ version: 1, ...queue, launches: [{ ...queue.launches[0], args: [1] }] }),
    ],
    [
      "with an end of what waits",
      JSON.stringify({ version: 1, ...queue, launches: [{ ...queue.launches[0], outcome: "failed" }] }),
    ],
  ] as const) {
    it(`is set aside when it is ${what}, and then starts nothing by itself`, async () => {
      const folder = folderOf();
      const warnings: string[] = [];
      writeFileSync(join(folder, "queue.json"), text);
      const read = await new QueueFile(folder, (message) => warnings.push(message)).read();
      assert.equal(read?.isPaused, true);
      assert.match(warnings.join(), /^The queue was damaged/);
      assert.match(readdirSync(folder).join(), /^queue\.json\.broken-/);
    });
  }
});
