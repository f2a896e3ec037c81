import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LaunchLog } from "../../../src/launches/launchLog";
import { capture } from "../../../src/launches/snapshot/capture";
import { CodeKeeper } from "../../../src/launches/snapshot/keeping";
import { start } from "../../unit/launch/support";

describe("keeping the code of launches", () => {
  let base: string;
  let script: string;
  let log: LaunchLog;
  const git = (...args: readonly string[]) => {
    const who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...who, ...args], { cwd: join(base, "repository"), stdio: "ignore" });
  };
  const storage = () => join(base, "storage");
  const keeper = () => new CodeKeeper(log, storage(), () => () => false);

  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), "lossline-")));
    mkdirSync(join(base, "repository"));
    script = join(base, "repository", "train.py");
    git("init", "-q");
    writeFileSync(script, "lr = 0.1\n");
    git("add", ".");
    git("commit", "-qm", "first");
    log = new LaunchLog(undefined);
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it("is waited for by who asks for it, however soon", async () => {
    const code = keeper();
    const look = code.look(script);
    const launch = log.begin(start({ script }));
    code.keep(launch, look);
    assert.equal(log.launches[0]?.code, undefined, "still being kept");
    const settled = await code.settled(launch);
    assert.equal(settled.code, (await capture(join(base, "repository"), undefined))?.digest);
    assert.ok(existsSync(join(code.folderOf(launch), "snapshot.json")));
    assert.deepEqual(await code.settled(settled), settled, "and again");
  });

  it("has none of what the launch writes once it runs", async () => {
    const code = keeper();
    writeFileSync(join(base, "repository", "notes.md"), "before");
    const look = code.look(script);
    await look.done;
    writeFileSync(join(base, "repository", "args.json"), "{}");
    const launch = log.begin(start({ script }));
    code.keep(launch, look);
    await code.settled(launch);
    assert.deepEqual(readdirSync(join(code.folderOf(launch), "untracked")), ["notes.md"]);
    assert.equal(readFileSync(join(code.folderOf(launch), "untracked", "notes.md"), "utf8"), "before");
  });

  it("leaves nothing of launches that did not begin, are forgotten, or were of another session", async () => {
    const code = keeper();
    mkdirSync(join(storage(), "code", "forgotten"), { recursive: true });
    mkdirSync(join(storage(), "code-new", "left"), { recursive: true });
    await code.drop(code.look(script));
    const other = code.look(script);
    const launch = log.begin(start({ script }));
    code.keep(launch, code.look(script));
    await code.settled(launch);
    assert.deepEqual(readdirSync(join(storage(), "code")), [launch.id]);
    await code.drop(other);
    assert.deepEqual(readdirSync(join(storage(), "code-new")), []);
  });

  it("goes on without where there is no repository", async () => {
    const code = keeper();
    mkdirSync(join(base, "bare"));
    const look = code.look(join(base, "bare", "train.py"));
    await look.done;
    const launch = log.begin(start());
    code.keep(launch, look);
    assert.equal((await code.settled(launch)).code, undefined);
    assert.ok(!existsSync(storage()));
  });
});
