import { deepEqual, equal } from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FileUserState } from "../../../src/state/userState";
import { eachWithStateFolders } from "../../support/stateFolders";

describe("what the user sets, with several workspace folders", () => {
  let folder: string;
  let second: string;
  let file: string;
  let state: FileUserState;

  eachWithStateFolders((made) => ({ folder, second, file, state } = made));

  const at = (path: string) => join(folder, path);
  const written = (path = file): unknown => JSON.parse(readFileSync(path, "utf8"));
  const inSecond = (path: string) => join(second, path);

  it("keeps each run's marks in its own folder, and what is shared in the first", async () => {
    await state.setPinned([at("a"), inSecond("b")], true);
    await state.setDirection("kl", "lower");
    deepEqual(written(), { directions: { kl: "lower" }, runs: { a: { pinned: true } }, version: 1 });
    deepEqual(written(join(second, ".lossline", "state.json")), { runs: { b: { pinned: true } }, version: 1 });
    equal(state.isPinned(inSecond("b")), true);
  });

  it("takes a direction away from every folder that says one", async () => {
    mkdirSync(join(second, ".lossline"));
    writeFileSync(join(second, ".lossline", "state.json"), '{"directions": {"kl": "lower"}}');
    await state.reload();
    equal(state.direction("kl"), "lower");
    await state.setDirection("kl", "higher");
    equal(state.direction("kl"), "higher");
    await state.setDirection("kl", undefined);
    equal(state.direction("kl"), undefined);
  });

  it("gives a run to the innermost folder", async () => {
    const inner = join(folder, "inner");
    mkdirSync(inner);
    await state.setFolders([folder, inner]);
    await state.setPinned([join(inner, "a")], true);
    deepEqual(written(join(inner, ".lossline", "state.json")), { runs: { a: { pinned: true } }, version: 1 });
    equal(existsSync(file), false);
  });

  it("lets a folder go that the workspace no longer has", async () => {
    await state.setPinned([inSecond("b")], true);
    await state.setFolders([folder]);
    equal(state.isPinned(inSecond("b")), false);
    deepEqual(state.files, [file]);
  });
});
