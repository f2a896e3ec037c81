import { deepEqual, equal } from "node:assert/strict";
import { copyText, fileText, mostCopied } from "../../../src/features/table/leaving";
import { RunsTable, type TableHost } from "../../../src/features/table/runsTable";
import { Plotted } from "../../../src/host/plotted";
import { RunFilter } from "../../../src/host/runFilter";
import { Channel } from "../../../src/shared/channel";
import { pageChannels, type FromPage, type ToPage } from "../../../src/shared/pages/page";
import {
  applyTableDelta,
  type FromTable,
  type TableDelta,
  type TableModel,
  type ToTable,
} from "../../../src/shared/pages/table";
import type { RunWords, TableChoices } from "../../../src/shared/table";
import type { RunsChange } from "../../../src/store/runStore";
import { Tables } from "../../../src/store/reading/tables";
import { Emitter } from "../../../src/util/emitter";
import { panelPair, until } from "../../support/ports";
import { makeRun } from "../../support/runs";
import { assembled, noChoices, tableQuery } from "../../support/tables";

const runs = [
  makeRun("a", { "val/acc": [0.9] }, { params: { lr: 0.1, seed: 1 } }),
  makeRun("b", { "val/acc": [0.8] }, { params: { lr: 0.1, seed: 2 } }),
  makeRun("=c", { "val/acc": [NaN] }, { params: { lr: 0.2, seed: 1 } }),
];
const [a, b, c] = runs.map(({ id }) => id) as [string, string, string];
const tableOf = (given = runs) => {
  const { answers } = new Tables(() => list);
  const list = assembled(...given);
  return {
    tableShape: (...asked: Parameters<typeof answers.tableShape>) => Promise.resolve(answers.tableShape(...asked)),
    tableRows: (...asked: Parameters<typeof answers.tableRows>) => Promise.resolve(answers.tableRows(...asked)),
    tableRuns: (...asked: Parameters<typeof answers.tableRuns>) => Promise.resolve(answers.tableRuns(...asked)),
  };
};
const look = { filter: "", sort: [{ column: "name", descending: false }], grouped: false, open: [] };

/** The page over made-up runs, and the page's end of its channels. */
function opened() {
  const [changed, chosen] = [new Emitter<RunsChange>(), new Emitter<void>()];
  const plotted = new Plotted();
  const filter = new RunFilter({ get: () => undefined, update: () => Promise.resolve() });
  const done: unknown[] = [];
  const errors: unknown[] = [];
  let choices: TableChoices = { ...noChoices, baseline: a };
  const host: TableHost = {
    store: { table: tableOf(), scanned: true, start: () => Promise.resolve(), onDidChange: changed.event },
    plotted,
    lines: () => new Map(plotted.runs.filter((run) => run !== b).map((run) => [run, 5])),
    filter,
    onDidChangeChoices: chosen.event,
    choices: () => choices,
    act: (action, ids) => Promise.resolve(void done.push([action, ids])),
    write: (run: string, words: RunWords) => Promise.resolve(void done.push([run, words])),
    askRule: (kind, metric) => Promise.resolve(`${kind}:${metric.length}`),
    chooseView: (current) => Promise.resolve({ ...current, filter: `${current.filter} chosen` }),
    copy: (query, cut, format) => Promise.resolve(void done.push([query.filter, cut.columns, format])),
    save: (query, cut, format) => Promise.resolve(void done.push([query.filter, cut.columns, format])),
    onError: (error) => errors.push(error),
  };
  const [panel, port] = panelPair();
  const table = new RunsTable(host, panel);
  let model: TableModel | undefined;
  const focused: string[] = [];
  const base = new Channel<FromPage, ToPage<TableModel, TableDelta>>(
    port,
    pageChannels.base,
    {
      speak: () => undefined,
      snapshot: (next) => (model = next),
      delta: (delta) => (model = model && applyTableDelta(model, delta)),
    },
    (error) => errors.push(error),
  );
  const own = new Channel<FromTable, ToTable>(
    port,
    pageChannels.own,
    { focusFilter: () => focused.push("filter") },
    (error) => errors.push(error),
  );
  const choose = (next: TableChoices) => {
    choices = next;
    chosen.fire();
  };
  return {
    table,
    panel,
    own,
    plotted,
    filter,
    done,
    errors,
    focused,
    choose,
    model: () => model,
    listen: () => base.show("ready"),
  };
}

describe("The runs table's host", () => {
  it("answers with the reader's rows, as the user chose", async () => {
    const { own, listen, model, errors } = opened();
    listen();
    await until(() => model() !== undefined);
    equal(model()!.hasBaseline, true);
    const { rows, baseline } = await own.ask("rows", look, {
      from: 0,
      count: 9,
      columns: [{ kind: "value", name: "val/acc" }],
    });
    equal(baseline?.name, "a");
    deepEqual(
      rows.map(({ name, cells }) => [name, cells[0]?.text]),
      [
        ["=c", "NaN"],
        ["b", "0.8"],
      ],
    );
    equal((await own.ask("shape", { ...look, filter: "lr" })).counts.shown, 3);
    deepEqual(errors, []);
  });

  it("shares the filter of the Runs view with the page, both ways", async () => {
    const { own, listen, model, filter, errors } = opened();
    listen();
    await until(() => model() !== undefined);
    filter.set("lr < 1");
    await until(() => model()!.filter === "lr < 1");
    own.show("shareFilter", "status:failed");
    await until(() => filter.text === "status:failed");
    own.show("shareFilter", "lr <");
    own.show("shareFilter", "");
    await until(() => filter.text === "");
    deepEqual(errors, []);
  });

  it("tells the page when runs or choices are others, and what is plotted", async () => {
    const { listen, model, plotted, choose } = opened();
    listen();
    await until(() => model() !== undefined);
    const { stamp } = model()!;
    choose(noChoices);
    await until(() => model()!.stamp > stamp);
    equal(model()!.hasBaseline, false);
    plotted.add([b, a]);
    await until(() => model()!.plotted.length === 2);
    deepEqual(model()!.lines, [-1, 5]);
    plotted.remove([b]);
    await until(() => model()!.plotted.length === 1);
    deepEqual([model()!.plotted, model()!.lines], [[a], [5]]);
  });

  it("does what is done to rows with the runs that they stand for: groups, the baseline, all", async () => {
    const { own, done, listen, table, focused, panel } = opened();
    table.show();
    listen();
    await until(() => focused.length === 1);
    equal(panel.revealed, 1);
    const grouped = { ...look, grouped: true };
    own.show("act", "plot", grouped, [`group:${a}`]);
    own.show("act", "pin", look, [a]);
    own.show("act", "unplot", { ...look, filter: "val/acc < 0.85" }, ["*"]);
    own.show("write", b, { words: ["odd"], note: "two\nlines" });
    await until(() => done.length === 4);
    deepEqual(
      new Set(done.map((one) => JSON.stringify(one))),
      new Set(
        [
          ["plot", [a, b]],
          ["pin", [a]],
          ["unplot", [b]],
          [b, { words: ["odd"], note: "two\nlines" }],
        ].map((one) => JSON.stringify(one)),
      ),
    );
  });
});

describe("What leaves the table", () => {
  const cut = { look, columns: ["value:val/acc", "param:lr"] };

  it("is copied for a spreadsheet with plain values, and for papers as it is shown", async () => {
    const query = tableQuery(look, { baseline: a });
    equal(
      (await copyText(tableOf(), query, cut, "tsv")).text,
      "run\tval/acc\tlr\na\t0.9\t0.1\n'=c\tNaN\t0.2\nb\t0.8\t0.1",
    );
    const folded = await copyText(tableOf(), tableQuery({ ...look, grouped: true }), cut, "markdown");
    deepEqual(folded.text.split("\n")[2], "| =c | NaN | 0.2 |");
    equal(folded.text.split("\n").length, 4);
    const one = await copyText(tableOf(), query, { ...cut, rows: [b] }, "latex");
    equal(one.rows, 1);
  });

  it("says when the clipboard does not take all", async () => {
    const many = Array.from({ length: mostCopied + 1 }, (_, at) => makeRun(`r${at}`));
    const copied = await copyText(tableOf(many), tableQuery(), cut, "tsv");
    deepEqual([copied.rows, copied.isCut], [mostCopied, true]);
  });

  it("is whole as a file: every run and column, shown or not", async () => {
    const query = tableQuery({ ...look, grouped: true }, { baseline: a });
    let csv = "";
    for await (const text of fileText(tableOf(), query, "csv")) csv += text;
    const [head, ...lines] = csv.trimEnd().split("\n");
    equal(
      head,
      "run,path,status,started,duration,gpuHours,words,note,folder,format,commit,command,val/acc,val/acc (best),val/acc (delta),lr,seed",
    );
    equal(lines.length, 3);
    equal(lines.find((line) => line.startsWith("b,"))?.slice(-26), "0.8,0.8,-0.09999999999999998,0.1,2".slice(-26));
    let json = "";
    for await (const text of fileText(tableOf(), query, "json")) json += text;
    const first: unknown = JSON.parse(json.split("\n").find((line) => line.includes('"run":"=c"'))!);
    deepEqual((first as { value: unknown }).value, { "val/acc": "NaN" });
    equal(c.endsWith("=c"), true);
  });
});
