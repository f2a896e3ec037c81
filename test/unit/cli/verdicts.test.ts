import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubMessage, githubProperty, markdown, xml } from "../../../src/cli/reports/escape";
import { lossline } from "../../support/commandLine";
import { writeLossRun } from "../../support/lossRuns";
import { near } from "../../support/statistics";

interface Side {
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
}
interface MetricJson {
  readonly metric: string;
  readonly direction: string;
  readonly headline: boolean;
  readonly baseline: Side;
  readonly candidate: Side;
  readonly delta: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly rule: string;
  readonly p: number | null;
  readonly pAdjusted: number | null;
  readonly verdict: string;
  readonly because: string;
}
interface DiffJson {
  readonly schemaVersion: number;
  readonly at: { readonly rule: string; readonly step: number | null };
  readonly comparisons: number;
  readonly runs: {
    readonly baseline: readonly string[];
    readonly candidate: readonly string[];
    readonly left: readonly { readonly id: string; readonly because: string }[];
  };
  readonly params: readonly { readonly name: string; readonly baseline: unknown[]; readonly candidate: unknown[] }[];
  readonly metrics: readonly MetricJson[];
}

/** A folder with a baseline of five seeds, one clearly better and one like it, each of five seeds; and single runs. */
function project(): string {
  const root = mkdtempSync(join(tmpdir(), "lossline-"));
  const seeds = [0.3, 0.31, 0.32, 0.33, 0.34];
  for (const [seed, value] of seeds.entries()) {
    writeLossRun(root, `runs/base_s${seed}`, [1, 0.5, value], { lr: 0.1, seed });
    writeLossRun(root, `runs/better_s${seed}`, [1, 0.5, value - 0.2 + 0.001 * (seed % 2)], {
      lr: 0.3,
      seed: seed + 10,
    });
    writeLossRun(root, `runs/same_s${seed}`, [1, 0.5, value + 0.002 * (seed % 3)], { lr: 0.2, seed: seed + 20 });
  }
  writeLossRun(root, "runs/worse", [1, 0.9, 0.8], { lr: 3 });
  return root;
}

describe("verdicts in a terminal", () => {
  let root: string;
  before(() => (root = project()));
  after(() => rmSync(root, { recursive: true }));

  const diff = async (...args: string[]) => {
    const { code, out, err } = await lossline("diff", ...args, "--json", "--dir", root);
    equal(err, "");
    equal(code, 0);
    return JSON.parse(out) as DiffJson;
  };
  const check = (...args: string[]) => lossline("check", root, "--metric", "val_loss", ...args);

  it("diff compares groups, which a pattern or a folder names, with SciPy's numbers", async () => {
    const found = await diff("runs/better_s*", "--baseline", "runs/base_s*");
    deepEqual(
      found.runs.candidate,
      [0, 1, 2, 3, 4].map((seed) => `runs/better_s${seed}`),
    );
    deepEqual(
      found.runs.baseline,
      [0, 1, 2, 3, 4].map((seed) => `runs/base_s${seed}`),
    );
    deepEqual([found.schemaVersion, found.at, found.comparisons], [1, { rule: "last", step: 2 }, 1]);
    const loss = found.metrics.find(({ metric }) => metric === "val_loss")!;
    deepEqual([loss.rule, loss.verdict, loss.headline, loss.direction], ["welch", "better", true, "lower"]);
    deepEqual([loss.baseline.n, loss.candidate.n], [5, 5]);
    // scipy.stats.ttest_ind([0.1, 0.111, 0.12, 0.131, 0.14], [0.3, 0.31, 0.32, 0.33, 0.34], equal_var=False)
    near(loss.baseline.sd!, 0.015811388, 1e-7);
    near(loss.delta!, -0.1996, 1e-9);
    near(loss.low!, -0.222666, 1e-5);
    near(loss.high!, -0.176534, 1e-5);
    near(loss.p!, 4.14830226e-8, 1e-6);
    deepEqual(
      found.params.map(({ name }) => name),
      ["lr", "seed"],
    );
    deepEqual(found.params[0], { name: "lr", baseline: [0.1], candidate: [0.3] });
  });

  it("diff of runs that are no more than another seed says so, with the rule", async () => {
    const group = await diff("runs/same_s*", "--baseline", "runs/base_s*");
    equal(group.metrics[0]?.verdict, "within noise");
    const single = await diff("runs/same_s0", "--baseline", "runs/base_s0");
    deepEqual(
      [single.metrics[0]?.rule, single.metrics[0]?.verdict, single.metrics[0]?.p],
      ["none", "within noise", null],
    );
    const one = await diff("runs/worse", "--baseline", "runs/base_s*");
    deepEqual([one.metrics[0]?.rule, one.metrics[0]?.verdict], ["prediction", "worse"]);
    const borrowed = await diff("runs/same_s1", "--baseline", "runs/base_s0");
    deepEqual([borrowed.metrics[0]?.rule, borrowed.metrics[0]?.p], ["borrowed", null]);
    match(borrowed.metrics[0]?.because ?? "", /^One seed each: .* × the seed sd of .* and 2 more groups, n = 15\./);
  });

  it("diff names the runs that don't count, and leaves a run out of a baseline that it belongs to", async () => {
    const found = await diff("runs/base_s0", "--baseline", "runs/base_s*");
    deepEqual([found.metrics[0]?.candidate.n, found.metrics[0]?.baseline.n], [1, 4]);
    deepEqual(found.runs.left, [{ id: "runs/base_s0", because: "It is also the candidate." }]);
  });

  it("diff compares a shorter run at the largest step that both logged", async () => {
    writeLossRun(root, "runs/short", [1, 0.4], { lr: 9 });
    const found = await diff("runs/short", "--baseline", "runs/base_s*");
    equal(found.at.step, 1);
    equal(found.metrics[0]?.baseline.mean, 0.5);
    rmSync(join(root, "runs/short"), { recursive: true });
  });

  it("diff prints verdicts, intervals and reasons for people", async () => {
    const { out } = await lossline("diff", "runs/better_s*", "--baseline", "runs/base_s*", "--dir", root);
    match(
      out,
      /val_loss +0\.32 ± 0\.01581 \(5\) +0\.1204 ± 0\.01582 \(5\) +−0\.2 +−0\.22 … −0\.18 +better +The 95% interval/,
    );
    match(out, /lr +0\.1 +0\.3/);
  });

  it("check judges seed groups together and fails only for what is surely worse", async () => {
    const { code, out } = await check("--baseline", "runs/base_s*");
    equal(code, 1);
    match(out, /^ok +better \(5 runs\) /m);
    match(out, /^ok +same \(5 runs\) /m);
    match(out, /^REGRESSION +runs\/worse /m);
    equal((await check("--baseline", "runs/base_s*", "--max-regression", "1")).code, 0);
    equal(
      (
        await lossline(
          "check",
          join(root, "runs/same_s1"),
          "--dir",
          root,
          "--metric",
          "val_loss",
          "--baseline",
          "runs/base_s*",
        )
      ).code,
      0,
    );
  });

  it("check --fail-on unclear also fails where a part of the interval is worse", async () => {
    const same = [
      "check",
      join(root, "runs/same_s1"),
      "--dir",
      root,
      "--metric",
      "val_loss",
      "--baseline",
      "runs/base_s*",
    ];
    equal((await lossline(...same, "--fail-on", "unclear")).code, 1);
    equal((await lossline(...same, "--fail-on", "unclear", "--max-regression", "0.1")).code, 0);
    equal((await lossline(...same, "--fail-on", "anything")).code, 2);
  });

  it("check of one run against one with nothing to borrow goes by the difference, and says that it is one seed each", async () => {
    const alone = mkdtempSync(join(tmpdir(), "lossline-"));
    try {
      writeLossRun(alone, "a", [1, 0.5, 0.3]);
      writeLossRun(alone, "b", [1, 0.5, 0.31]);
      const gate = (...more: string[]) => lossline("check", alone, "--metric", "val_loss", "--baseline", "a", ...more);
      const { code, out } = await gate();
      equal(code, 1);
      match(out, /REGRESSION +b .*unclear +One seed each/);
      equal((await gate("--max-regression", "0.02")).code, 0);
    } finally {
      rmSync(alone, { recursive: true });
    }
  });

  it("check fails for a value that is not finite, though the other seeds are fine", async () => {
    writeLossRun(root, "runs/better_s9", [1, 0.5, NaN], { lr: 0.3, seed: 9 });
    const { code, out } = await check("--baseline", "runs/base_s*", "--max-regression", "9");
    rmSync(join(root, "runs/better_s9"), { recursive: true });
    equal(code, 1);
    match(out, /^REGRESSION +better \(6 runs\) .*5 of 6 finished: 1 NaN or infinite/m);
  });

  it("check takes a file of targets, and says what is wrong with one", async () => {
    const file = join(root, "targets.json");
    const targets = (content: string) => {
      writeFileSync(file, content);
      return lossline("check", join(root, "runs/better_s0"), "--dir", root, "--baseline", file);
    };
    equal((await targets('{"val_loss": 0.5}')).code, 0);
    equal((await targets('{"val_loss": {"value": 0.01, "direction": "lower"}}')).code, 1);
    const mistakes: [string, RegExp][] = [
      ["{", /is not valid JSON/],
      ["[]", /should be a JSON object/],
      ["{}", /has no metric in it/],
      ['{"val_loss": "low"}', /val_loss in .* should be a number/],
      ['{"val_loss": {"value": 1, "direction": "down"}}', /"direction" is "lower" or "higher"/],
      ['{"val_loss": {"value": 1, "vlaue": 2}}', /there is no "vlaue"/],
      ['{"other": 1}', /No run but the baseline has a metric other/],
    ];
    for (const [content, message] of mistakes) {
      const { code, err } = await targets(content);
      equal(code, 2, content);
      match(err, message);
    }
    rmSync(file);
  });

  it("check reports as JSON, Markdown, JUnit and GitHub annotations, with a step summary", async () => {
    const by = async (format: string) => (await check("--baseline", "runs/base_s*", "--format", format)).out;
    const json = JSON.parse(await by("json")) as {
      ok: boolean;
      checks: (MetricJson & { ok: boolean; runs: string[] })[];
    };
    equal(json.ok, false);
    deepEqual(json.checks.map((one) => [one.ok, one.verdict]).sort(), [
      [false, "worse"],
      [true, "better"],
      [true, "within noise"],
    ]);
    match(await by("markdown"), /\| ❌ \| runs\/worse \| 0\.8 \|/);
    const junit = await by("junit");
    match(junit, /<testsuites name="lossline check" tests="3" failures="1">/);
    match(junit, /<testcase classname="val_loss" name="runs\/worse">\n +<failure message=/);
    const summary = join(root, "summary.md");
    process.env["GITHUB_STEP_SUMMARY"] = summary;
    try {
      const github = await by("github");
      match(github, /^::error title=val_loss%3A runs\/worse::/m);
      match(readFileSync(summary, "utf8"), /❌ \| runs\/worse/);
    } finally {
      delete process.env["GITHUB_STEP_SUMMARY"];
      rmSync(summary);
    }
    equal((await check("--baseline", "runs/base_s*", "--format", "html")).code, 2);
  });

  it("names that come from files stay text in every report", () => {
    const hostile = "<img src=x>]]>|`[a](b)`::error::%0A\u0000\u001b\n\u2028,:\ud800";
    doesNotMatch(xml(hostile), /[<>\u0000\u001b\n]/);
    doesNotMatch(markdown(hostile), /[<>|`[\]()\n]/);
    doesNotMatch(githubMessage(hostile), /\n/);
    doesNotMatch(githubProperty(hostile), /[\n,:]/);
    equal(githubMessage("100%0A\n"), "100%250A%0A");
  });

  it("diff says which baseline is gone, where the state file names one that is", async () => {
    mkdirSync(join(root, ".lossline"));
    writeFileSync(join(root, ".lossline", "state.json"), '{"version": 1, "baseline": "runs/deleted"}');
    const { code, err } = await lossline("diff", "runs/worse", "--dir", root);
    rmSync(join(root, ".lossline"), { recursive: true });
    equal(code, 2);
    match(err, /^lossline: The baseline runs\/deleted was not found: it was moved, renamed or deleted\./);
  });

  it("says what is wrong with a call", async () => {
    const wrong: [string[], RegExp][] = [
      [["diff"], /takes one run or several/],
      [["diff", "runs/nothing*", "--dir", root, "--baseline", "runs/base_s0"], /There is no run runs\/nothing\*/],
      [["diff", "runs/worse", "--dir", root], /There is no baseline/],
      [["diff", "runs/worse", "--dir", root, "--baseline", "no.json"], /There is no file no\.json/],
      [["diff", "runs/worse", "--dir", root, "--baseline", "runs/base_s0", "--at", "first"], /--at takes last, best/],
      [["check", root, "--baseline", "runs/base_s0"], /needs --baseline RUN and --metric METRIC/],
      [["check", root, "--baseline", "runs/base_s0", "--metric", "acc"], /has no metric acc/],
    ];
    for (const [args, message] of wrong) {
      const { code, out, err } = await lossline(...args);
      deepEqual([code, out], [2, ""], args.join(" "));
      match(err, message);
      ok(!/at .*\.js:/.test(err), "no stack");
    }
  });
});
