import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RootIndex } from "../../../src/store/index/rootIndex";
import { drain } from "../../../src/util/drain";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { assertTruth } from "../../support/truth/compare";
import { fixtureCase } from "../../support/truth/schema";

const bundle = resolve("test/fixtures/dvc/experiments.bundle");
const cache = resolve("test/fixtures/dvc/cache");
const { truth } = fixtureCase("dvc", "experiments");

describe("the experiments that DVC keeps in Git", function () {
  this.timeout(20_000);
  const temp = useTempFolder();
  let project = "";
  let made = 0;

  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...words], {
      cwd: project,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    }).trim();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  /** A new commit on the present one, kept as DVC keeps an experiment. The work tree goes back to the commit before. */
  const keep = (name: string, files: Readonly<Record<string, string>>) => {
    const baseline = git("rev-parse", "HEAD");
    for (const [path, text] of Object.entries(files)) write(path, text);
    git("add", "--all", "--force");
    git("commit", "--quiet", "--allow-empty", "--message", "dvc: commit experiment 0");
    git("update-ref", `refs/exps/${baseline.slice(0, 2)}/${baseline.slice(2)}/${name}`, "HEAD");
    const commit = git("rev-parse", "HEAD");
    git("reset", "--quiet", "--hard", baseline);
    return commit;
  };
  const names = (folder = project) => [...indexOf(folder).runs.values()].map(({ summary }) => summary.name).sort();
  const problem = () =>
    indexOf(project)
      .problems.map(({ message }) => message)
      .join("\n");

  beforeEach(() => {
    project = join(temp(), String(made++));
    mkdirSync(project);
    git("init", "--quiet", "--initial-branch=work");
  });
  /** Makes a folder a project of DVC's, with what DVC keeps outside of Git. */
  const mark = (folder: string) => cpSync(cache, join(folder, ".dvc/cache"), { recursive: true });
  /** The fixture's repository. Nothing is checked out: what is in the work tree is another matter. */
  const unpack = () => {
    git("fetch", "--quiet", bundle, "+refs/*:refs/*");
    const pack = join(project, ".git/objects/pack");
    const [name] = readdirSync(pack).filter((file) => file.endsWith(".pack"));
    renameSync(join(pack, name!), join(temp(), "a.pack"));
    rmSync(pack, { recursive: true });
    execFileSync("git", ["unpack-objects", "-q"], { cwd: project, input: readFileSync(join(temp(), "a.pack")) });
    mark(project);
  };
  /** A repository with one commit. */
  const begin = (folder = "") => {
    write(join(folder, ".dvc/config"), "");
    git("add", "--all");
    git("commit", "--quiet", "--message", "first");
  };

  it(`are shown as ${truth.reader} lists them, from loose objects and refs. ${truth.note ?? ""}`, () => {
    unpack();
    assert.equal(existsSync(join(project, ".git/objects/pack")), false);
    assertTruth(project, truth, "dvc");
  });

  it("are the same once Git has packed its objects and refs", () => {
    unpack();
    git("repack", "-a", "-d", "--depth=50", "--window=50", "--quiet");
    git("pack-refs", "--all");
    git("prune-packed", "--quiet");
    assert.ok(!readdirSync(join(project, ".git/objects")).some((name) => name.length === 2));
    assert.match(git("verify-pack", "--verbose", ".git/objects/pack/" + packName()), /chain length = \d/);
    assertTruth(project, truth, "dvc");
  });
  const packName = () => readdirSync(join(project, ".git/objects/pack")).find((name) => name.endsWith(".idx"))!;

  it("are read in a second work tree, and where objects are borrowed from another clone", () => {
    unpack();
    const main = project;
    git("worktree", "add", "--quiet", "--no-checkout", "../tree", "main");
    mark(join(temp(), "tree"));
    assertTruth(join(temp(), "tree"), truth, "dvc");
    git("clone", "--quiet", "--shared", "--no-checkout", main, "../borrower");
    project = join(temp(), "borrower");
    git("fetch", "--quiet", main, "+refs/exps/*:refs/exps/*");
    mark(project);
    assertTruth(project, truth, "dvc");
  });

  it("are read without Git, and without starting anything that the repository names", () => {
    unpack();
    for (const key of ["core.fsmonitor", "core.sshCommand", "core.pager", "diff.external", "filter.x.smudge"])
      git("config", key, "touch started; false");
    const path = process.env["PATH"];
    process.env["PATH"] = "";
    try {
      assertTruth(project, truth, "dvc");
    } finally {
      process.env["PATH"] = path;
    }
    assert.equal(existsSync(join(project, "started")), false);
  });

  it("come, change and go while they are watched", () => {
    begin();
    const index = new RootIndex({ path: project, exclude: [], hidden: [] });
    const look = () => {
      drain(index.discover(false));
      drain(index.read());
      const { changed } = index.update(Date.now());
      return { changed, lr: [...index.runs.values()].map(({ summary }) => summary.params["lr"]) };
    };
    assert.deepEqual(look().lr, []);
    keep("a", live(0.1));
    assert.deepEqual(look().lr, [0.1]);
    keep("b", live(0.2));
    assert.deepEqual(look().lr, [0.1, 0.2]);
    assert.deepEqual(look().changed, [], "what did not change is not read again");
    keep("a", live(0.3));
    assert.deepEqual(look().lr.sort(), [0.2, 0.3]);
    git("pack-refs", "--all");
    assert.deepEqual(look().lr.sort(), [0.2, 0.3]);
    git("update-ref", "-d", git("for-each-ref", "--format=%(refname)", "refs/exps/*/*/a"));
    assert.deepEqual(look().lr, [0.2]);
  });

  it("are whole once Git has fetched, and DVC has pulled, what was not there at the first look", () => {
    unpack();
    rmSync(join(project, ".dvc/cache"), { recursive: true });
    const objects = join(project, ".git/objects");
    renameSync(objects, `${objects}-later`);
    mkdirSync(objects);
    const index = new RootIndex({ path: project, exclude: [], hidden: [] });
    const look = () => {
      drain(index.discover(false));
      drain(index.read());
      index.update(Date.now());
      return [...index.runs.values()].map(({ summary }) => [summary.name, summary.series.length]);
    };
    assert.deepEqual(look(), []);
    rmSync(objects, { recursive: true });
    renameSync(`${objects}-later`, objects);
    const fetched = look();
    mark(project);
    const pulled = look();
    assert.notDeepEqual(fetched, pulled);
    const fresh = [...indexOf(project).runs.values()].map(({ summary }) => [summary.name, summary.series.length]);
    assert.deepEqual(pulled.sort(), fresh.sort());
    // What is left out of a metrics file stays, since it is so in a fresh look, too.
    assert.deepEqual(index.problems, indexOf(project).problems);
  });

  it("hold what was logged since their baseline, and not what was committed before", () => {
    begin();
    for (const [path, text] of Object.entries(live(7, "old/dvclive"))) write(path, text);
    git("add", "--all");
    git("commit", "--quiet", "--message", "an old log");
    keep("new", live(0.1, "runs/now"));
    keep("two", { ...live(0.1, "a/live"), ...live(0.2, "b/live") });
    const series = [...indexOf(project).runs.values()].flatMap(({ summary, series }) =>
      summary.formats.includes("dvc") ? [[summary.name, [...series.keys()].sort()]] : [],
    );
    assert.deepEqual(series, [
      ["new", ["acc", "loss"]],
      ["two", ["a/live/acc", "a/live/loss", "b/live/acc", "b/live/loss"]],
    ]);
  });

  it("tell what a pipeline's metrics say, two of the same name apart", () => {
    const stage =
      "stages:\n  a:\n    wdir: sub\n    cmd: x\n    params: [lr, own.yaml: [k]]\n    metrics: [m.json: {cache: false}]\n";
    write("dvc.yaml", `${stage}metrics: [dvclive/metrics.json, b/n.yaml, "../out.json", "\${x}.json"]\n`);
    begin();
    const files = {
      "sub/m.json": '{"acc": 1, "f1": {"a": 2}}',
      "b/n.yaml": "acc: 3\nloss: .nan\n",
      "sub/own.yaml": "k: 4\n",
    };
    keep("x", { ...files, ...live(0.1), "params.yaml": "lr: 9\nseed: 1\n" });
    const [run] = indexOf(project).runs.values();
    const values = [...run!.series].map(([name, { summary }]) => [name, summary.nanCount ? NaN : summary.last!.value]);
    assert.deepEqual(Object.fromEntries(values), {
      acc: 0.5,
      loss: 0.1,
      "b/n/acc": 3,
      "b/n/loss": NaN,
      "sub/m/acc": 1,
      "f1/a": 2,
    });
    assert.deepEqual(run!.summary.params, { lr: 0.1, seed: 1, k: 4 });
  });

  it("belong to the project in whose folder they logged", () => {
    begin("left");
    begin("right");
    keep("one", live(0.1, "left/dvclive"));
    keep("two", live(0.1, "right/dvclive"));
    assert.deepEqual(names(join(project, "left")), ["one"]);
    assert.deepEqual(
      [...indexOf(project).runs.keys()].map((id) => id.slice(project.length + 1, -12)),
      ["left/.dvc", "right/.dvc"],
    );
  });

  it("without a log of metrics or parameters are none, and so are DVC's other refs", () => {
    begin();
    keep("nothing", { "a.txt": "1" });
    const commit = keep("a", live(0.1));
    for (const name of ["exec/EXEC_HEAD", "stash", "celery/stash", "apply/stash", "temp/x/y"])
      git("update-ref", `refs/exps/${name}`, commit);
    assert.deepEqual(names(), ["a"]);
    assert.equal(problem(), "");
  });

  describe("that cannot be read", () => {
    beforeEach(() => {
      begin();
      keep("good", live(0.1));
    });
    const refsFolder = () => {
      const head = git("rev-parse", "HEAD");
      return join(project, ".git/refs/exps", head.slice(0, 2), head.slice(2));
    };

    it("are named, and do not hide others: a commit that is absent, one that is a file", () => {
      writeFileSync(join(refsFolder(), "gone"), `${"1".repeat(40)}\n`);
      write("x", "text");
      writeFileSync(join(refsFolder(), "text"), `${git("hash-object", "-w", "x")}\n`);
      writeFileSync(join(refsFolder(), "noise"), "ref: refs/heads/main\n");
      assert.deepEqual(names(), ["good"]);
      assert.equal(
        problem(),
        "Experiment gone: the commit 1111111 is not in the repository. " +
          `Experiment text: the commit ${git("hash-object", "x").slice(0, 7)} is a blob.`,
      );
    });

    it("have no metrics where DVC's cache has not got them, or names files elsewhere", () => {
      const hashes = ["0".repeat(32), "../../../etc/passwd", `${"1".repeat(32)}.dir`, "2".repeat(30)];
      const outs = hashes.map((md5, at) => `    - {path: m${at}.json, md5: ${md5}}\n`).join("");
      const names = hashes.map((_, at) => `m${at}.json`).join(", ");
      keep("lost", {
        "dvc.yaml": `metrics: [${names}]\n`,
        "dvc.lock": `stages:\n  a:\n    outs:\n${outs}`,
        "params.yaml": "lr: 1\n",
      });
      const run = [...indexOf(project).runs.values()].find(({ summary }) => summary.name === "lost")!;
      assert.deepEqual([run.series.size, run.summary.params], [0, { lr: 1 }]);
      assert.equal(problem(), "");
    });

    it("are told as far as they can be: a broken metrics.json beside whole tables", () => {
      keep("broken", { ...live(0.2), "dvclive/metrics.json": '{"loss": 0.1, "ste' });
      const run = [...indexOf(project).runs.values()].find(({ summary }) => summary.name === "broken")!;
      assert.deepEqual([...run.series.keys()], ["loss"]);
      assert.match(problem(), /^Experiment broken: its dvclive\/metrics\.json can’t be read: /);
    });

    it("are left out if Git would not allow their names", () => {
      const id = git("for-each-ref", "--format=%(objectname)", "refs/exps");
      const start = refsFolder().slice(join(project, ".git/").length);
      const bad = ["..", "a..b", "../../../evil", "a\u001b[31mb", "a b", ".hidden", "x.lock", "a\tb", "y".repeat(300)];
      appendFileSync(join(project, ".git/packed-refs"), bad.map((name) => `${id} ${start}/${name}\n`).join(""));
      assert.deepEqual(names(), ["good"]);
      assert.match(problem(), /^8 experiments were left out: Git forbids their names\.$/);
    });

    it("are bounded in number", () => {
      const id = git("for-each-ref", "--format=%(objectname)", "refs/exps");
      const start = refsFolder().slice(join(project, ".git/").length);
      const many = Array.from({ length: 1200 }, (_, at) => `${id} ${start}/n${at}\n`);
      writeFileSync(join(project, ".git/packed-refs"), many.join(""));
      assert.equal(names().length, 1000);
      assert.match(problem(), /^Only 1000 of 1201 experiments are shown\./);
    });

    it("never throw, whatever bytes the repository's files have", () => {
      git("gc", "--quiet", "--prune=now");
      const pack = join(project, ".git/objects/pack");
      const files = readdirSync(pack).filter((name) => /\.(?:idx|pack)$/.test(name));
      const whole = new Map(files.map((name) => [name, readFileSync(join(pack, name))]));
      rmSync(pack, { recursive: true });
      mkdirSync(pack);
      for (let at = 0; at < 300; at++) {
        for (const [name, bytes] of whole) {
          const changed = Buffer.from(at % 7 === 0 ? bytes.subarray(0, (bytes.length * at) / 300) : bytes);
          for (let place = at * 37; place < changed.length; place += 331) changed[place]! ^= 1 << (at % 8);
          writeFileSync(join(pack, name), changed);
        }
        assert.ok(indexOf(project).runs.size <= 1);
      }
    });
  });
});

/** What DVCLive leaves of a training of two steps. */
function live(lr: number, folder = "dvclive"): Record<string, string> {
  return {
    [`${folder}/metrics.json`]: `{"loss": ${lr}, "acc": 0.5, "step": 1}`,
    [`${folder}/params.yaml`]: `lr: ${lr}\n`,
    [`${folder}/plots/metrics/loss.tsv`]: `step\tloss\n0\t1\n1\t${lr}\n`,
  };
}
