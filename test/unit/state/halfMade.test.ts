import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { StateFile } from "../../../src/state/stateFile";
import type { FileUserState } from "../../../src/state/userState";
import { HumanError } from "../../../src/util/errors";
import { eachWithStateFolders } from "../../support/stateFolders";

describe("the file that a state file is made as", () => {
  let folder: string;
  let file: string;
  let state: FileUserState;

  eachWithStateFolders((made) => ({ folder, file, state } = made));
  const at = (path: string) => join(folder, path);

  it("names what a window left half-made, also with a date in the future, and goes on past it", async () => {
    await state.setPinned([at("runs/a")], true);
    for (const date of [1, Date.now() / 1000 + 86_400]) {
      const own = new StateFile(folder, 100);
      writeFileSync(`${file}.new`, "{");
      utimesSync(`${file}.new`, date, date);
      await state.reload();
      deepEqual(
        state.problems.map(({ path }) => path),
        [`${file}.new`],
      );
      match(state.problems[0]!.message, /^Left half-written/);
      await own.edit([{ path: ["primaryMetric"], value: `acc${date}` }]);
      equal(existsSync(`${file}.new`), false);
      await state.reload();
      deepEqual(state.problems, []);
    }
    deepEqual(state.isPinned(at("runs/a")), true);
  });

  it("goes on past what was left half-made a moment ago, once nobody writes it any more", async () => {
    await state.setPinned([at("runs/a")], true);
    writeFileSync(`${file}.new`, "{");
    await new StateFile(folder, 100).edit([{ path: ["primaryMetric"], value: "acc" }]);
    equal(existsSync(`${file}.new`), false);
    await state.reload();
    equal(state.headlineMetric, "acc");
  });

  it("says so if something else stands where the new file is made", async () => {
    await state.setPinned([at("runs/a")], true);
    mkdirSync(`${file}.new`);
    await rejects(state.setPinned([at("runs/b")], true), /state\.json\.new is in the way\. Remove it/);
  });

  it("leaves a read-only file as it is, and says so", async () => {
    await state.setPinned([at("runs/a")], true);
    chmodSync(file, 0o444);
    const before = readFileSync(file, "utf8");
    await rejects(
      state.setPinned([at("runs/b")], true),
      (error) => error instanceof HumanError && /state\.json is read-only\. Make it writable/.test(error.message),
    );
    equal(readFileSync(file, "utf8"), before);
    deepEqual(readdirSync(dirname(file)), ["state.json"]);
    equal(state.isPinned(at("runs/b")), false);
    await state.setPinned([at("runs/a")], true);
  });
});
