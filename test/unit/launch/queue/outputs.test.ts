import assert from "node:assert/strict";
import { apart, longNames, type Lying } from "../../../../src/launches/queue/outputs";

const nothing = (): Promise<Lying> => Promise.resolve("nothing");
const lying = (there: Readonly<Record<string, Lying>>) => (path: string) => Promise.resolve(there[path] ?? "nothing");

describe("launches of a queue", () => {
  it("write to places of their own, files before what tells their kind", async () => {
    const args = ["--out", "runs/a", "--save-path=model.pt", "--lr", "0.1"];
    assert.deepEqual(await apart(args, [], "/w", nothing), args);
    const short = ["-o", "runs/a", "-O", "adam"];
    const names = longNames([
      { flags: ["--work-dir", "-o"], dest: "work_dir" },
      { flags: ["-O", "--optimizer"], dest: "optimizer" },
    ]);
    assert.deepEqual(await apart(short, [short], "/w", nothing, names), ["-o", "runs/a-2", "-O", "adam"]);
    assert.deepEqual(await apart(short, [short], "/w", nothing), short);
    const second = await apart(args, [args], "/w", nothing);
    assert.deepEqual(second, ["--out", "runs/a-2", "--save-path=model-2.pt", "--lr", "0.1"]);
    assert.deepEqual((await apart(args, [args, second], "/w", nothing))[1], "runs/a-3");
  });

  it("keep off the folder of a run that is there, and leave the folder in which runs lie", async () => {
    assert.deepEqual(
      await apart(["--out", "runs/a"], [], "/w", lying({ "/w/runs/a": "run", "/w/runs/a-2": "other" })),
      ["--out", "runs/a-3"],
    );
    const shared = ["--logdir", "runs"];
    assert.deepEqual(await apart(shared, [shared], "/w", lying({ "/w/runs": "other" })), shared);
  });

  it("leave alone what is read", async () => {
    const args = ["--data-dir", "data", "--resume-dir=runs/a", "--root", "x", "--level", "out"];
    assert.deepEqual(await apart(args, [args], "/w", nothing), args);
  });
});
