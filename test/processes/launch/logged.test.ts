import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine } from "../../../src/launches/quote";
import { maskText } from "../../../src/util/maskText";
import { secrets } from "../../support/secrets";

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

  it("cuts no secret in two that lies where a long line is cut", () => {
    const token = "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
    for (const at of [65_500, 65_536 - 61 * 3, 131_060]) {
      const script = `import sys; sys.stdout.write("." * ${at} + " ${token} " + "." * 70000); sys.stdout.flush()`;
      const { kept } = run(script);
      rmSync(join(folder, "odd 'name' $(x)"), { recursive: true });
      assert.equal(kept, `${".".repeat(at)} \u2022\u2022\u2022 ${".".repeat(70_000)}`, String(at));
    }
  });

  it("keeps no secret of what a command prints, and everything else as it is", () => {
    const lines = [
      ...secrets.map(([args]) => `+ ${commandLine(["python", ...args], "bash")}`),
      "epoch 1 lr=0.1 max_tokens=100 token_len=5, für 2 · 3 %",
      "saved /home/u/Runs2023AbcDefGhi/checkpoint-1200/model-00001-of-00002.safetensors",
      "commit 0123456789abcdef0123456789abcdef01234567",
    ];
    const script = `import sys; sys.stdout.buffer.write(bytes.fromhex('${Buffer.from(lines.join("\n")).toString("hex")}'))`;
    const { kept, stdout } = run(script);
    assert.equal(stdout, lines.join("\n"));
    assert.deepEqual(kept.split("\n"), lines.map(maskText));
    for (const [at, [, secret]] of secrets.entries()) assert.ok(!kept.split("\n")[at]?.includes(secret), secret);
  });

  it("keeps no value of a secret variable of its environment, also where it is printed in pieces", () => {
    const script =
      "import os, sys; k = os.environ['MY_API_KEY']; sys.stdout.write('got ' + k[:4]); sys.stdout.flush(); print(k[4:])";
    const { kept } = run(script, ["env", "MY_API_KEY=swordfish99"]);
    assert.equal(kept, "got •••\n");
  });
});
