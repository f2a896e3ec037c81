import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareSides } from "../../../src/runs/compare/compare";
import { reportHtml } from "../../../src/runs/report/html";
import { reportMarkdown } from "../../../src/runs/report/markdown";
import { chartedMetrics, type Report } from "../../../src/runs/report/report";
import { makeRun } from "../../support/runs";
import { assembled, noChoices } from "../../support/tables";
import { useTempFolder } from "../../support/tempFolder";

const hostile = "<script>alert(1)</script>|`x`\t=cmd()![a](b)";
const sides = [
  assembled(
    makeRun("base", { acc: [0.5], [hostile]: [1] }, { params: { lr: 1, [hostile]: "a" }, command: "python a.py `x`" }),
  ),
  assembled(
    makeRun(
      hostile,
      { acc: [0.7], [hostile]: [2] },
      { params: { lr: 2, [hostile]: hostile }, git: { commit: "abc1234" } },
    ),
  ),
];
const report: Report = {
  title: hostile,
  made: 0,
  answer: compareSides(sides, sides.flat(), { sides: [], choices: noChoices }),
  charts: [{ metric: hostile, svg: "<svg></svg>" }],
  code: [{ side: 1, diff: "-a\n+<b>```\n" }],
  patches: [{ side: 1, patch: `+<i>\n+key = "ghp_${"a1B2".repeat(9)}"\n${"+line\n".repeat(20_000)}` }],
  notes: [{ run: hostile, text: `${hostile}\n\n# no heading` }],
};

describe("A report", () => {
  const temp = useTempFolder();

  it("has verdicts, suspicions, params, code, notes and how to reproduce, in one page that loads nothing", () => {
    const html = reportHtml(report);
    for (const title of [
      "Metrics",
      "In order of suspicion",
      "Params that differ",
      "Code: from base to",
      "Note on",
      "How to reproduce",
    ])
      ok(html.includes(`<h2>${title}`), title);
    match(
      html,
      /<h2>Uncommitted changes of .*<\/h2>\n<pre>\+&#60;i&#62;\n\+key = .*•••.*\n(?:\+line\n)+… \d+ characters more</,
    );
    match(html, /python a\.py/);
    match(html, /abc1234/);
    doesNotMatch(html, /<script|<img|<link|src=|@import|<b>|<i>/);
  });

  it("looks for secrets in as much of a patch as it tells, and never tells a half of one", () => {
    const secret = `ghp_${"a1B2".repeat(9)}`;
    const told = (patch: string) => reportHtml({ ...report, patches: [{ side: 1, patch }] });
    const lines = `${"+line\n".repeat(10_000)}+key = "${secret}"\n`;
    match(told(lines), /… 50 characters more/); // with the secret's own length
    const long = `+${"x ".repeat(29_990)}${secret.slice(0, 25)}${secret}`;
    doesNotMatch(told(long), /ghp_/);
  });

  it("keeps a hostile name a text in Markdown, too", () => {
    const markdown = reportMarkdown(report, (index) => `report-${index + 1}.svg`);
    doesNotMatch(markdown, /^# no heading/m);
    doesNotMatch(markdown.replace(/^(`{3,})[^]*?^\1$/gm, ""), /<script/);
    const cells = markdown.split("\n").filter((line) => line.startsWith("| "));
    const bars = (line: string) => [...line.replaceAll("\\|", "").matchAll(/\|/g)].length;
    for (const line of cells) equal(bars(line) === bars(cells[0]!) || bars(line) > 2, true, line);
    ok(markdown.includes("````\n-a\n+<b>```\n"), "a fence that the diff cannot close");
  });

  it("masks secrets in packages, params and commands, as the model card does", () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const start = `python a.py --token ${token} `.padEnd(3980, "--more ");
    const command = `${start}https://me:${"hunter2".repeat(9)}@host/data`; // which is longer than what is shown of it
    const made = ["base", "other"].map((name, at) => {
      const id = join(temp(), name);
      mkdirSync(id);
      const packages = [`torch==2.${at}`, `lib @ git+https://${token}@github.com/o/lib@v${at}`, "tokenizers==0.20"];
      writeFileSync(join(id, "requirements.txt"), packages.join("\n"));
      const params = { lr: at, data_url: `https://me:${token}@host/${at}`, hub_token: `${token}${at}`, max_tokens: at };
      const run = makeRun(name, { acc: [at] }, { params, command });
      return assembled({ ...run, id, root: temp(), sources: [join(id, "log.csv")] });
    });
    const answer = compareSides(made, made.flat(), { sides: [], choices: noChoices });
    ok(!JSON.stringify(answer).includes(token));
    ok(!JSON.stringify(answer).includes("hunter"));
    const html = reportHtml({ ...report, answer, notes: [] });
    match(html, /git\+https:\/\/•••@github\.com\/o\/lib@v1/);
    match(html, /--token •••/);
    match(html, /max_tokens/);
    deepEqual(
      answer.params.map(({ name, values }) => [name, ...values]).filter(([name]) => name !== "lr"),
      [
        ["data_url", "https://•••@host/0", "https://•••@host/1"],
        ["hub_token", "•••", "•••"],
        ["max_tokens", "0", "1"],
      ],
    );
  });

  it("draws what every side has before what one of them has alone", () => {
    const both = [
      assembled(makeRun("a", { "val/acc": [1, 2], loss: [2, 1] })),
      assembled(makeRun("b", { loss: [3, 1], single: [1] })),
    ];
    const answer = compareSides(both, both.flat(), { sides: [], choices: noChoices });
    const runs = both.flat().map(({ summary }) => summary);
    equal(answer.metrics[0]?.name, "val/acc");
    deepEqual(chartedMetrics(answer, runs), ["loss", "val/acc"]);
  });
});
