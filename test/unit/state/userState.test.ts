import { deepEqual, equal, match, rejects } from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { StateFile } from "../../../src/state/stateFile";
import { FileUserState } from "../../../src/state/userState";
import { HumanError } from "../../../src/util/errors";
import { eachWithStateFolders } from "../../support/stateFolders";

describe("what the user sets", () => {
  let folder: string;
  let second: string;
  let file: string;
  let state: FileUserState;

  eachWithStateFolders((made) => ({ folder, second, file, state } = made));

  const at = (path: string) => join(folder, path);
  const written = (path = file): unknown => JSON.parse(readFileSync(path, "utf8"));
  const write = (text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  it("keeps where a run's model was promoted to, until it is demoted", async () => {
    await state.setPromoted(at("runs/a"), "models/digits/v1");
    equal(state.promotedTo(at("runs/a")), "models/digits/v1");
    deepEqual(written(), { version: 1, runs: { "runs/a": { promoted: "models/digits/v1" } } });
    await state.setPromoted(at("runs/a"), undefined);
    equal(state.promotedTo(at("runs/a")), undefined);
  });

  it("keeps the color that was chosen for runs, and tells of one that it does not know", async () => {
    await state.setColor([at("runs/a"), at("runs/b")], "violet");
    equal(state.color(at("runs/b")), "violet");
    deepEqual(written(), { version: 1, runs: { "runs/a": { color: "violet" }, "runs/b": { color: "violet" } } });
    await state.setColor([at("runs/a")], undefined);
    equal(state.color(at("runs/a")), undefined);
    write('{"version": 1, "runs": {"runs/c": {"color": "mauve", "pinned": true}}}');
    await state.reload();
    deepEqual([state.color(at("runs/c")), state.isPinned(at("runs/c"))], [undefined, true]);
    match(state.problems[0]?.message ?? "", /"color" of "runs\/c" must be "blue", "orange"/);
  });

  it("makes no file before something is set, nor for taking away what is not there", async () => {
    await state.reload();
    await state.setBaseline(undefined);
    await state.setPinned([at("runs/a")], false);
    await state.setDirection("kl", undefined);
    equal(existsSync(dirname(file)), false);
  });

  it("keeps tags and a note of several lines on a run, and takes them away with nothing", async () => {
    const words = { words: ["odd", "retry"], note: "first line\nsecond" };
    await state.setWordsOn(at("runs/a"), words);
    deepEqual(written(), { runs: { "runs/a": { note: words.note, words: words.words } }, version: 1 });
    await state.reload();
    deepEqual(state.wordsOn(at("runs/a")), words);
    equal(state.wordsOn(at("runs/b")), undefined);
    await state.setWordsOn(at("runs/a"), { words: [], note: "" });
    deepEqual(written(), { version: 1 });
  });

  it("writes a file that a team can merge: sorted, a line for each thing, relative paths", async () => {
    await state.setPinned([at("runs/b"), at("runs/a")], true);
    await state.setLabel(at("runs/b"), "warm-up");
    await state.setHidden([at("study.db#7")], true);
    await state.setBaseline(at("runs/a"));
    await state.setDirection("kl", "lower");
    await state.setHeadlineMetric("val/acc");
    await state.setAdded(at("logs/x.csv"), true);
    equal(
      readFileSync(file, "utf8"),
      `{
  "baseline": "runs/a",
  "directions": {
    "kl": "lower"
  },
  "primaryMetric": "val/acc",
  "runs": {
    "logs/x.csv": {
      "added": true
    },
    "runs/a": {
      "pinned": true
    },
    "runs/b": {
      "label": "warm-up",
      "pinned": true
    },
    "study.db#7": {
      "hidden": true
    }
  },
  "version": 1
}
`,
    );
    deepEqual(readdirSync(dirname(file)), ["state.json"]);
  });

  it("says again what was set, also in a new session", async () => {
    await state.setPinned([at("runs/a")], true);
    await state.setHidden([at("runs/a#3")], true);
    await state.setLabel(at("runs/b"), "warm-up");
    await state.setBaseline(at("study.db#a/b"));
    await state.setDirection("kl", "unknown");
    await state.setHeadlineMetric("val/acc");
    await state.setAdded(at("logs/x.csv"), true);
    await state.setPinned([folder], true);
    const later = new FileUserState([folder, second]);
    await later.reload();
    for (const one of [state, later]) {
      equal(one.isPinned(at("runs/a")), true);
      equal(one.isPinned(folder), true);
      equal(one.isPinned(at("runs/b")), false);
      equal(one.isHidden(at("runs/a#3")), true);
      equal(one.label(at("runs/b")), "warm-up");
      equal(one.baseline, at("study.db#a/b"));
      equal(one.direction("kl"), "unknown");
      equal(one.headlineMetric, "val/acc");
      deepEqual(one.added, [at("logs/x.csv")]);
    }
  });

  it("takes away what is set to nothing, and what is empty then", async () => {
    await state.setPinned([at("runs/a")], true);
    await state.setLabel(at("runs/a"), "x");
    await state.setDirection("kl", "lower");
    await state.setBaseline(at("runs/a"));
    await state.setPinned([at("runs/a")], false);
    await state.setLabel(at("runs/a"), undefined);
    await state.setDirection("kl", undefined);
    await state.setBaseline(undefined);
    deepEqual(written(), { version: 1 });
    equal(state.baseline, undefined);
  });

  it("tells of every change once, and of none if nothing became different", async () => {
    await state.reload();
    let told = 0;
    state.onDidChange(() => told++);
    await state.setPinned([at("a")], true);
    equal(told, 1);
    await state.setPinned([at("a")], true);
    await state.reload();
    equal(told, 1);
  });

  it("keeps fields that it does not know, also __proto__, as they are", async () => {
    write('{"notes": {"by": "me", "n": 1.50}, "__proto__": {"polluted": true}, "runs": {"a": {"stars": 5}}}');
    await state.setPinned([at("a")], true);
    const text = readFileSync(file, "utf8");
    match(text, /"n": 1\.50/);
    match(text, /"polluted": true/);
    match(text, /"stars": 5/);
    equal(({} as { polluted?: boolean }).polluted, undefined);
    await state.setPinned([at("a")], false);
    match(readFileSync(file, "utf8"), /"stars": 5/);
  });

  it("lays an edit over what somebody else wrote meanwhile", async () => {
    await state.setPinned([at("a")], true);
    write('{"baseline": "b", "runs": {"b": {"pinned": true}}}');
    await state.setHidden([at("c")], true);
    deepEqual(written(), { baseline: "b", runs: { b: { pinned: true }, c: { hidden: true } }, version: 1 });
    equal(state.baseline, at("b"));
    equal(state.isPinned(at("a")), false);
  });

  it("loses none of many edits made at once, by several windows", async () => {
    const windows = [state, new FileUserState([folder]), new FileUserState([folder])];
    const names = Array.from({ length: 30 }, (_, index) => at(`runs/${index}`));
    await Promise.all(names.map((name, index) => windows[index % 3]!.setPinned([name], true)));
    await state.reload();
    deepEqual(
      names.filter((name) => !state.isPinned(name)),
      [],
    );
    deepEqual(readdirSync(dirname(file)), ["state.json"]);
  });

  it("begins again if an editor saves the file while the new one is made", async () => {
    const own = new StateFile(folder);
    const inside = own as unknown as { stamp(): Promise<string | undefined> };
    const stamp = inside.stamp.bind(own);
    let saved = 0;
    inside.stamp = () => {
      if (saved++ === 0) write('{"baseline": "by hand"}');
      return stamp();
    };
    await own.edit([{ path: ["primaryMetric"], value: "acc" }]);
    deepEqual(written(), { baseline: "by hand", primaryMetric: "acc", version: 1 });
  });

  it("waits for a window that is writing, and not for one that has gone", async () => {
    write("{}");
    writeFileSync(`${file}.new`, "");
    setTimeout(() => rmSync(`${file}.new`), 100);
    await state.setPinned([at("a")], true);
    equal(state.isPinned(at("a")), true);
    writeFileSync(`${file}.new`, "");
    utimesSync(`${file}.new`, 1, 1);
    await state.setPinned([at("b")], true);
    equal(state.isPinned(at("b")), true);
    deepEqual(readdirSync(dirname(file)), ["state.json"]);
  });

  it("keeps who may read and write the file", async function () {
    if (process.platform === "win32") this.skip();
    write("{}");
    chmodSync(file, 0o640);
    await state.setPinned([at("a")], true);
    equal(lstatSync(file).mode & 0o777, 0o640);
  });

  const mistakes: readonly (readonly [string, string, RegExp])[] = [
    ["a comma too many", '{\n  "baseline": "a",\n}', /Line 3: there is a comma/],
    ["the marks of a merge", "{\n<<<<<<< HEAD\n}", /Line 2: it contains merge conflict markers/],
    ["a baseline that is no text", '{\n  "baseline": 5\n}', /Line 2: "baseline" must be a non-empty string/],
    ["a baseline outside of the folder", '{"baseline": "../../etc/passwd"}', /inside the workspace folder/],
    ["an absolute path", '{"runs": {"/etc/passwd": {"added": true}}}', /inside the workspace folder/],
    ["a Windows path", '{"runs": {"C:\\\\x": {"added": true}}}', /inside the workspace folder/],
    ["a path that leaves behind a #", '{"runs": {"C#/../../x": {"added": true}}}', /inside the workspace folder/],
    ["a direction that is none", '{"directions": {"kl": "up"}}', /must be "lower"/],
    ["runs that are no object", '{"runs": []}', /"runs" must be an object/],
    ["a mark that is no truth", '{"runs": {"a": {"pinned": "yes"}}}', /must be true or false/],
    ["tags that are no list", '{"runs": {"a": {"words": "odd"}}}', /must be a list in brackets/],
    ["an empty label", '{"runs": {"a": {"label": ""}}}', /non-empty/],
    ["a list for a file", "[]", /the file must be an object/],
    ["a version to come", '{"version": 2}', /newer version of Lossline/],
    ["nothing", "", /Line 1: the text ends too early/],
  ];
  for (const [what, text, reason] of mistakes) {
    it(`reports a file with ${what}, and writes nothing over it`, async () => {
      write(text);
      await state.reload();
      equal(state.problems.length, 1);
      equal(state.problems[0]?.path, file);
      match(state.problems[0].message, reason);
      const asHuman = (error: unknown) =>
        error instanceof HumanError && /Fix or remove/.test(error.message) && error.message.includes(file);
      await rejects(state.setPinned([at("a")], true), asHuman);
      await rejects(state.setBaseline(at("a")), asHuman);
      await rejects(state.setDirection("kl", "lower"), asHuman);
      equal(readFileSync(file, "utf8"), text);
      deepEqual(readdirSync(dirname(file)), ["state.json"]);
    });
  }

  it("uses what is right in a file that is wrong elsewhere", async () => {
    write('{"baseline": "a", "directions": {"kl": "up", "x": "lower"}}');
    await state.reload();
    equal(state.baseline, at("a"));
    equal(state.direction("x"), "lower");
    equal(state.direction("kl"), undefined);
  });

  it("holds on to what a file said while a merge has it in pieces, and to nothing that was taken out of it", async () => {
    write('{"baseline": "a", "runs": {"a": {"pinned": true}}}');
    await state.reload();
    write("{\n<<<<<<< HEAD\n");
    await state.reload();
    equal(state.baseline, at("a"));
    equal(state.isPinned(at("a")), true);
    rmSync(file);
    await state.reload();
    equal(state.baseline, undefined);
    deepEqual(state.problems, []);
  });

  it("is well again once the file was put right", async () => {
    write("{");
    await state.reload();
    write("{}");
    await state.setPinned([at("a")], true);
    deepEqual(state.problems, []);
    equal(state.isPinned(at("a")), true);
  });

  it("does not follow a link out of the folder", async () => {
    symlinkSync(second, dirname(file));
    await rejects(state.setPinned([at("a")], true), /is a symbolic link/);
    equal(existsSync(join(second, "state.json")), false);
    rmSync(dirname(file));
    mkdirSync(dirname(file));
    symlinkSync(join(second, "elsewhere.json"), file);
    await rejects(state.setPinned([at("a")], true), /not a regular file/);
    equal(existsSync(join(second, "elsewhere.json")), false);
    equal(lstatSync(file).isSymbolicLink(), true);
  });

  it("says so if the folder is not writable", async function () {
    if (isRoot()) {
      // Root may write anywhere: a file in the folder's place stops it too.
      writeFileSync(dirname(file), "");
    } else chmodSync(folder, 0o555);
    await rejects(
      state.setPinned([at("a")], true),
      (error) => error instanceof HumanError && error.message.includes(file),
    );
    equal(state.isPinned(at("a")), false);
    chmodSync(folder, 0o755);
  });

  it("refuses a run outside of the workspace, and one with the name of a folder as its beginning", async () => {
    await rejects(state.setPinned(["/elsewhere/a"], true), HumanError);
    await rejects(state.setAdded(`${folder}er/x.csv`, true), HumanError);
    await rejects(new FileUserState([]).setHeadlineMetric("x"), /Open the project/);
  });
});

/** Windows has no user ids. */
function isRoot(): boolean {
  const { getuid } = process as { getuid?: () => number };
  return getuid?.() === 0;
}
