import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives a command a terminal, as the editor does, and prints what the terminal shows, then the exit code. */
const inTerminal = `import os, pty, sys
status = pty.spawn(sys.argv[1:])
print("EXIT", os.WEXITSTATUS(status))`;

describe("our program that keeps what a command prints", function () {
  const program = join(process.cwd(), "media/python/logged.py");
  let folder: string;
  before(function () {
    if (process.platform === "win32" || spawnSync("python3", ["--version"]).status !== 0) this.skip();
  });
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(script: string, before: readonly string[] = []) {
    const file = join(folder, "odd 'name' $(x)", "out.log");
    const [first = "", ...rest]: string[] = [...before, "python3"];
    const args = [...rest, program, file, "python3", "-c", script];
    const { status, stdout } = spawnSync(first, args, { encoding: "utf8", input: "" });
    return { status, stdout, kept: readFileSync(file, "utf8") };
  }

  it("passes on what it prints and its exit code", () => {
    const { status, stdout, kept } = run("import sys; print('epoch 1'); print('bad', file=sys.stderr); sys.exit(3)");
    assert.deepEqual([status, stdout, kept], [3, "epoch 1\nbad\n", "epoch 1\nbad\n"]);
  });

  it("ends as a shell tells of a signal", () => {
    assert.equal(run("import os; os.kill(os.getpid(), 9)").status, 137);
  });

  it("leaves it a terminal where there is one", () => {
    const { stdout, kept } = run("import sys; print(sys.stdout.isatty()); sys.exit(4)", ["python3", "-c", inTerminal]);
    assert.match(kept, /True/);
    assert.match(stdout, /EXIT 4/);
  });
});
