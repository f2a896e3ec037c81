import { deepEqual, equal, match, ok } from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { useTempFolder } from "../../support/tempFolder";

describe("What the command line draws", () => {
  const temp = useTempFolder();
  const [base, other] = ["sample/runs/digits_lr0.05_s0", "sample/runs/digits_lr0.3_s0"];

  it("is an SVG of one metric's curves, the baseline among them", async () => {
    const { code, out } = await lossline(
      "plot",
      other,
      "--baseline",
      base,
      "--metric",
      "val/acc",
      "--dir",
      "sample/runs",
    );
    equal(code, 0);
    match(out, /^<svg [^>]+>\n<title>val\/acc<\/title>/);
    match(out, /◆ digits_lr0\.05_s0/);
    equal(out.split("stroke-linejoin").length - 1, 2);
    ok(!/[0-9]NaN|NaN[0-9]|undefined/.test(out));
  });

  it("goes to a file, with a logarithmic axis, smoothing and other x if asked for", async () => {
    const file = join(temp(), "loss.svg");
    const more = ["--log", "--smoothing", "0.6", "--x", "relative", "-o", file];
    const { code, out } = await lossline("plot", other, "--metric", "train/loss", "--dir", "sample/runs", ...more);
    deepEqual([code, out], [0, `${file}\n`]);
    match(readFileSync(file, "utf8"), />seconds</);
  });

  it("says what is lacking", async () => {
    for (const [args, said] of [
      [["plot", other, "--dir", "sample/runs"], /takes one --metric/],
      [["plot", other, "--metric", "nothing", "--dir", "sample/runs"], /None of these runs has a point of nothing/],
      [["plot", other, "--metric", "val/acc", "--smoothing", "2", "--dir", "sample/runs"], /from 0 to below 1/],
      [["report", other, "--dir", "sample/runs"], /at least two runs/],
      [["report", other, base, "--dir", "sample/runs", "--format", "markdown"], /name a file with --out/],
    ] as const) {
      const { code, err } = await lossline(...args);
      equal(code, 2);
      match(err, said);
    }
  });

  it("is a report as one page that loads nothing, with verdict, curves, params and how to reproduce it", async () => {
    const { code, out } = await lossline("report", other, "--baseline", base, "--dir", "sample/runs");
    equal(code, 0);
    for (const part of [
      /<svg /,
      /Params that differ/,
      /One seed each|Inside|Outside|interval/,
      /commit|not recorded/,
      /default-src 'none'/,
    ])
      match(out, part);
    ok(!/<script|src=|href=|@import|url\(/.test(out));
  });

  it("is Markdown with its pictures beside it", async () => {
    const file = join(temp(), "why.md");
    const { code } = await lossline("report", other, base, "--dir", "sample/runs", "--metric", "val/acc", "-o", file);
    equal(code, 0);
    const text = readFileSync(file, "utf8");
    match(text, /\| metric \|/);
    match(text, /!\[val\/acc\]\(why-1\.svg\)/);
    ok(readdirSync(temp()).includes("why-1.svg"));
  });

  it("keeps hostile names texts in a page and in Markdown", async () => {
    const folder = join(temp(), "hostile");
    const name = `<img src=x onerror=alert(1)>|[a](b)`;
    for (const run of ["one", "two"]) {
      mkdirSync(join(folder, run), { recursive: true });
      writeFileSync(
        join(folder, run, "metrics.jsonl"),
        [1, 2, 3].map((step) => JSON.stringify({ step, [name]: step / 3, loss: 1 / step })).join("\n"),
      );
      writeFileSync(
        join(folder, run, "config.json"),
        JSON.stringify({ lr: run, cmd: `</pre><script>${run}</script>` }),
      );
    }
    const page = (await lossline("report", "one", "two", "--dir", folder)).out;
    ok(!/<img|<script/.test(page));
    match(page, /&#60;img src=x/);
    const file = join(folder, "r.md");
    equal((await lossline("report", "one", "two", "--dir", folder, "-o", file)).code, 0);
    ok(!/[^\\]<img|[^\\]<script|[^\\]\[a\]\(b\)/.test(readFileSync(file, "utf8")));
  });
});
