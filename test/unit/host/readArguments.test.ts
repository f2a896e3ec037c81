import { deepEqual, ok, rejects, throws } from "node:assert/strict";
import { Commands, InternalCommands, type CommandId } from "../../../src/host/contributions";
import { knownRuns } from "../../../src/host/knownRuns";
import { readArguments } from "../../../src/host/readArguments";
import { HumanError } from "../../../src/util/errors";
import { makeRun } from "../../support/runs";

const row = (...runIds: string[]) => ({ runIds });
const metric = (run: string, name: string, tag = name) => ({ runIds: [run], metric: name, tag });
const uri = (fsPath: string, scheme = "file") => ({ scheme, fsPath, path: fsPath });

describe("the runs that a command was called for", () => {
  const pinned = (...passed: readonly unknown[]) => readArguments(Commands.pin, passed)[0];

  it("are those of the clicked row, or of all selected ones, each once", () => {
    deepEqual(pinned(row("a")), ["a"]);
    deepEqual(pinned(row("a"), [row("a"), row("b", "a"), row("c")]), ["a", "b", "c"]);
    deepEqual(pinned(row("a"), []), ["a"]);
    deepEqual(pinned(row("a"), undefined), ["a"]);
  });

  it("are the ids that other code passes", () => {
    deepEqual(pinned(["a", "b", "a"]), ["a", "b"]);
    deepEqual(pinned("a"), ["a"]);
  });

  it("are none for the palette", () => {
    for (const passed of [[], [undefined], [null, null], [[]]]) deepEqual(pinned(...passed), []);
  });

  it("are one where a command takes one: that of the clicked row, whatever else is selected", () => {
    deepEqual(readArguments(Commands.rename, [row("b"), [row("a"), row("b")]]), ["b"]);
    deepEqual(readArguments(Commands.rename, []), [undefined]);
  });
});

describe("the metric that a command was called on", () => {
  it("is that of the clicked row, not of the others that are selected", () => {
    const clicked = metric("a", "val/loss", "loss");
    const selected = [metric("a", "acc"), clicked];
    deepEqual(readArguments(Commands.setHeadlineMetric, [clicked, selected]), ["val/loss", undefined]);
    deepEqual(readArguments(Commands.setDirection, [clicked, selected]), ["loss"]);
    deepEqual(readArguments(Commands.plot, [clicked, [clicked, metric("b", "acc")]]), [
      ["a", "b"],
      { series: "val/loss" },
    ]);
  });

  it("has its chart brought into view from every row's menu that plots it", () => {
    for (const id of [Commands.plotRows, Commands.addToPlot] as const)
      deepEqual(readArguments(id, [metric("a", "val/loss", "loss"), undefined]), [["a"], "val/loss"]);
    deepEqual(readArguments(Commands.addToPlot, [row("a"), [row("a"), row("b")]]), [["a", "b"], undefined]);
  });

  it("is none on a file's row, which a view's title passes too", () => {
    deepEqual(readArguments(Commands.setHeadlineMetric, [{ runIds: [], path: "/w/a/1.csv" }]), [undefined, undefined]);
    deepEqual(readArguments(Commands.setHeadlineMetric, [{ runIds: ["a"], path: "/w" }]), [undefined, "/w"]);
    deepEqual(readArguments(Commands.addAsRun, [row("a"), [row("a")]]), [[]]);
  });

  it("is none on a run's row, and in the palette: then the command asks", () => {
    deepEqual(readArguments(Commands.setHeadlineMetric, [row("a")]), [undefined, undefined]);
    deepEqual(readArguments(Commands.setDirection, []), [undefined]);
  });
});

describe("how a plot was asked for", () => {
  it("is what code says after the runs", () => {
    deepEqual(readArguments(Commands.plot, [["a"], { series: "acc", add: true }]), [
      ["a"],
      { series: "acc", add: true },
    ]);
    deepEqual(readArguments(Commands.plot, []), [[], {}]);
  });
});

describe("the files that a command was called for", () => {
  it("are those of the Explorer that are on this machine", () => {
    const selected = [uri("/w/a.csv"), uri("/w/b.csv", "vscode-vfs")];
    deepEqual(readArguments(Commands.addAsRun, [uri("/w/a.csv"), selected]), [["/w/a.csv"]]);
    deepEqual(readArguments(Commands.addAsRun, []), [[]]);
  });

  it("are a row's own, or else its runs", () => {
    const file = { runIds: [], path: "/w/a/1.csv" };
    deepEqual(readArguments(Commands.openFiles, [[file]]), [[file]]);
    deepEqual(readArguments(Commands.copyValue, [{ ...row("a"), copied: "0.5" }, undefined]), [["0.5"]]);
    deepEqual(readArguments(Commands.copyValue, [row("a"), [{ copied: "a" }, row("b"), { copied: "b" }]]), [
      ["a", "b"],
    ]);
    deepEqual(readArguments(Commands.copyPath, [row("a"), [row("a"), file]]), [[row("a"), file]]);
  });

  it("are a script, or the run that it made, with the arguments that code passes after it", () => {
    const script = uri("/w/train.py");
    deepEqual(readArguments(Commands.train, [script, ["--lr", "1"]]), [{ path: "/w/train.py" }, ["--lr", "1"]]);
    deepEqual(readArguments(Commands.train, [script, [script, uri("/w/b.py")]]), [{ path: "/w/train.py" }, undefined]);
    deepEqual(readArguments(Commands.trainWithArguments, [row("a"), [row("a")]]), [{ run: "a" }, undefined]);
    deepEqual(readArguments(Commands.runTests, []), [undefined, undefined]);
    deepEqual(readArguments(Commands.train, [script, { groupId: 0 }]), [{ path: "/w/train.py" }, undefined]);
    deepEqual(readArguments(Commands.repeatWithSeeds, [row("a"), [1, 2]]), [{ run: "a" }, [1, 2]]);
    deepEqual(readArguments(InternalCommands.runSequence, [script, [["--lr", "1"], []]]), [
      "/w/train.py",
      [["--lr", "1"], []],
    ]);
  });
});

describe("arguments that a command has no use for", () => {
  const trap = new Proxy({}, { get: () => { throw new Error("trapped"); }, has: () => { throw new Error("trapped"); } }); // prettier-ignore
  const ring: Record<string, unknown> = {};
  ring["self"] = ring;
  const odd = [
    5,
    Number.NaN,
    true,
    5n,
    Symbol("s"),
    () => "a",
    {},
    { runIds: 5 },
    { runIds: [5] },
    [5, null],
    [[["a"]]],
    trap,
    ring,
  ];

  const isClear = (error: unknown) =>
    error instanceof HumanError && error.message.startsWith("lossline.") && error.message.length < 300;

  for (const id of [...Object.values(Commands), ...Object.values(InternalCommands)]) {
    it(`are never a bug of ${id}: it does without, or says what it takes`, () => {
      for (const first of odd) {
        for (const passed of [[first], [first, first], [undefined, first], [row("a"), first, first]]) {
          try {
            readArguments(id, passed);
          } catch (error) {
            ok(isClear(error), `${id}: ${String(error)}`);
          }
        }
      }
    });
  }

  it("are said with what the command takes", () => {
    const told: readonly (readonly [CommandId, readonly unknown[], RegExp])[] = [
      [Commands.pin, [5], /^lossline\.pin takes runs: their IDs, or rows of a view, not 5\.$/],
      [Commands.setBaseline, [{ run: "a" }], /takes runs: .*, not \{"run":"a"\}\.$/],
      [Commands.plot, [["a"], { series: 5 }], /takes \{ add\?: boolean, .* \}, not \{"series":5\}\.$/],
      [Commands.plot, [["a"], "acc"], /not "acc"\.$/],
      [Commands.setHeadlineMetric, [7], /takes a metric’s name, or a row of a view, not 7\.$/],
      [Commands.addAsRun, ["/w/a.csv"], /takes the URIs of files, not/],
      [Commands.train, [uri("x", "untitled")], /takes a file on this machine, not/],
      [Commands.train, [uri("/w/a.py"), "--lr 1"], /takes the script’s arguments as a list of texts, not "--lr 1"\.$/],
      [Commands.train, [uri("/w/a.py"), ["--lr", 1]], /as a list of texts, not \["--lr",1\]\.$/],
      [Commands.repeatWithSeeds, [row("a"), [1.5]], /takes seeds as a list of whole numbers, not \[1\.5\]\.$/],
      [InternalCommands.runSequence, ["/w/a.py", []], /takes a script’s URI, not/],
      [InternalCommands.runSequence, [uri("/w/a.py"), ["--lr"]], /takes lists of a script’s arguments, not/],
      [Commands.pin, [trap], /^lossline\.pin was called with something that can’t be read\.$/],
    ];
    for (const [id, passed, message] of told)
      throws(() => readArguments(id, passed), { name: "HumanError", message }, id);
  });

  it("are cut short in the message", () => {
    throws(
      () => readArguments(Commands.pin, [{ text: "x".repeat(10_000) }]),
      (error: Error) => error.message.length < 150,
    );
  });
});

describe("runs that rows or other code name", () => {
  const store = (...ids: string[]) => ({
    runs: new Map(ids.map((id) => [id, makeRun(id)])),
    start: () => Promise.resolve(),
  });

  it("are those that there are, if any is", async () => {
    deepEqual(await knownRuns(store("a", "b"), ["b", "gone", "a"]), ["b", "a"]);
    deepEqual(await knownRuns(store("a"), []), []);
  });

  it("are waited for until the first look is over", async () => {
    const late = store();
    late.start = () => {
      late.runs.set("a", makeRun("a"));
      return Promise.resolve();
    };
    deepEqual(await knownRuns(late, ["a"]), ["a"]);
  });

  it("are said to be gone if none is there", async () => {
    await rejects(knownRuns(store("a"), ["/w/gone"]), { name: "HumanError", message: /^There is no run \/w\/gone\./ });
  });
});
