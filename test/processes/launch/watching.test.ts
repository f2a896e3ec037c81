import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitVariables } from "../../../src/launches/exitFile";
import type { ProcessMark } from "../../../src/launches/launch";
import { isAlive, parsePs, parseStat, processesOf, type Processes } from "../../../src/launches/processes";
import {
  awaitEnd,
  findAgain,
  findStarted,
  forgetCode,
  wasNeverTyped,
  type Clock,
} from "../../../src/launches/watching";
import { eventually } from "../../support/waiting";

const mark = (pid: number, started = "a"): ProcessMark => ({ pid, started });

/** Processes as a list of what each look finds, the last for good; waiting takes no time. */
function looks(...found: readonly (readonly ProcessMark[])[]): { processes: Processes; clock: Clock; waits: number[] } {
  const waits: number[] = [];
  const now = () => found[Math.min(waits.length, found.length - 1)] ?? [];
  return {
    waits,
    clock: {
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    },
    processes: {
      mark: (pid) => Promise.resolve(now().find((each) => each.pid === pid)),
      children: () => Promise.resolve(now()),
    },
  };
}

describe("what a shell has started", () => {
  const shell = mark(1);

  it("is the first child that is seen twice, not a program of its prompt and not an older child", async () => {
    const older = mark(2);
    const { processes, clock } = looks([older, mark(8)], [older, mark(9)], [older, mark(9)]);
    assert.deepEqual(await findStarted(shell, [older], processes, clock), mark(9));
  });

  it("is another one than an older child of the same number", async () => {
    const { processes, clock } = looks([mark(9, "b")]);
    assert.deepEqual(await findStarted(shell, [mark(9, "a")], processes, clock), mark(9, "b"));
  });

  it("is nothing if all was over before a look", async () => {
    const { processes, clock } = looks([]);
    assert.equal(await findStarted(shell, [], processes, clock), undefined);
  });
});

describe("the end of a process that nobody reports", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("comes when the process is gone, with the exit code that its shell wrote", async () => {
    const exitFile = join(folder, "exit");
    const { processes, clock, waits } = looks([mark(7)], [mark(7)], []);
    const writing: Clock = {
      wait: (ms) => {
        if (waits.length === 3) writeFileSync(exitFile, "3");
        return clock.wait(ms);
      },
    };
    const ended = await awaitEnd({ shell: mark(1), process: mark(7), exitFile }, processes, writing);
    assert.deepEqual([ended.ending, ended.exitCode], ["exited", 3]);
  });

  it("has no exit code if the shell wrote none, or something else", async () => {
    const exitFile = join(folder, "exit");
    writeFileSync(exitFile, "-e; rm");
    const { processes, clock } = looks([mark(7)], []);
    assert.deepEqual(await awaitEnd({ shell: mark(1), process: mark(7), exitFile }, processes, clock), {
      ending: "exited",
    });
  });

  it("is lost if it came while nobody looked, unless the shell wrote the exit code; its number means nothing", async () => {
    const exitFile = join(folder, "exit");
    const { processes, clock } = looks([mark(7, "somebody else")]);
    const where = { shell: mark(1), process: mark(7), exitFile };
    assert.deepEqual(await awaitEnd(where, processes, clock), { ending: "lost" });
    writeFileSync(exitFile, "0");
    const told = await awaitEnd(where, processes, clock);
    assert.deepEqual([told.ending, told.exitCode, typeof told.at], ["exited", 0, "number"]);
    await forgetCode(exitFile);
    assert.ok(!existsSync(exitFile));
  });
});

describe("a launch of which only the shell was known when its window went", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is what runs in the shell now", async () => {
    const { processes, clock } = looks([mark(1), mark(7)]);
    const children: Processes = { ...processes, children: () => Promise.resolve([mark(7)]) };
    const where = { shell: mark(1), exitFile: join(folder, "exit") };
    assert.deepEqual(await findAgain(where, children, clock), { ...where, process: mark(7) });
  });

  it("is over if the shell wrote its exit code: what runs there now is something else", async () => {
    const { processes, clock } = looks([mark(1), mark(7)]);
    const where = { shell: mark(1), exitFile: join(folder, "exit") };
    writeFileSync(where.exitFile, "0");
    assert.deepEqual(await findAgain(where, processes, clock), where);
    assert.equal((await awaitEnd(where, processes, clock)).exitCode, 0);
  });

  it("was never typed where no process of it was ever seen and its shell wrote no exit code", async () => {
    const where = { shell: mark(1), exitFile: join(folder, "exit") };
    assert.ok(await wasNeverTyped(where));
    assert.ok(!(await wasNeverTyped({ shell: mark(1) })), "without an exit file nobody can tell");
    assert.ok(!(await wasNeverTyped({ ...where, process: mark(7) })), "it was seen to run");
    writeFileSync(where.exitFile, "1");
    assert.ok(!(await wasNeverTyped(where)), "it ran");
  });
});

describe("processes of this machine", function () {
  if (process.platform === "win32") return;
  const processes = processesOf();
  let child: ChildProcess;
  afterEach(() => child.kill("SIGKILL"));

  it("are told from each other, and known to be gone", async () => {
    child = spawn("sleep", ["60"]);
    const found = await eventually(
      () => processes.children(process.pid),
      (children) => children.some(({ pid }) => pid === child.pid),
    );
    const own = found.find(({ pid }) => pid === child.pid)!;
    assert.ok(await isAlive(own, processes));
    assert.ok(!(await isAlive({ ...own, started: "earlier" }, processes)));
    child.kill();
    await once(child, "exit");
    assert.ok(!(await isAlive(own, processes)));
  });

  it("are read from a line of the kernel whatever a program is called", () => {
    const rest = "1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 9 9";
    assert.deepEqual(parseStat(`12 (a) R (b) S ${rest}`), { parent: 1, started: "4711" });
    assert.equal(parseStat(`12 (python) Z ${rest}`), undefined);
    assert.equal(parseStat(""), undefined);
  });

  it("are read from what ps prints", () => {
    const text = "  12     1 S+   Wed Nov 25 18:02:31 2026\n  13    12 Z    Wed Nov 25 18:02:31 2026\n\n";
    assert.deepEqual(parsePs(text), [{ parent: 1, mark: { pid: 12, started: "Wed Nov 25 18:02:31 2026" } }]);
  });
});

describe("a shell's own word on an exit code", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs what bash would at a prompt, with the variable that the editor's integration keeps. */
  async function prompt(status: string, file: string, inherited?: string): Promise<void> {
    const variables = exitVariables("bash", file, inherited);
    const script = `${status}; eval "$PROMPT_COMMAND"`;
    const bash = spawn("bash", ["-c", script], { env: { ...process.env, ...variables } });
    await once(bash, "exit");
  }

  it("is the code of the first command only, and leaves what the prompt did before", async function () {
    if (process.platform === "win32") return this.skip();
    const file = join(folder, "odd 'name' $(touch x)");
    await prompt("__vsc_current_command=; __vsc_status=130", file);
    assert.ok(!existsSync(file), "a prompt that was only interrupted ends no command");
    await prompt("__vsc_current_command=python; __vsc_status=3", file, `printf x > '${join(folder, "theirs")}'`);
    await prompt("__vsc_current_command=ls; __vsc_status=0", file);
    assert.equal(readFileSync(file, "utf8"), "3");
    assert.ok(existsSync(join(folder, "theirs")));
  });

  it("is not given where the editor's integration keeps no code, since `$?` may be that of something else", async function () {
    if (process.platform === "win32") return this.skip();
    const file = join(folder, "exit");
    await prompt("__vsc_current_command=false; false", file);
    assert.ok(!existsSync(file));
    assert.deepEqual(exitVariables("zsh", file, undefined), {});
  });
});
