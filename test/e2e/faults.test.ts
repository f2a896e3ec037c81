import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { eventually } from "../support/waiting";
import { useWorkbench, type Workbench } from "../support/workbench";

const line = (step: number) => `{"step": ${step}, "loss": ${1 / step}}\n`;

function write(folder: string, name: string, text: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "metrics.jsonl"), text);
}

/** A project with runs of these names. */
function projectOf(...names: string[]): string {
  const folder = temporaryFolder("faults");
  for (const name of names) write(folder, name, line(1) + line(2));
  return folder;
}

/** The processes that read, of every window on this machine that has our program open for this test's parent. */
function readers(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dist/readerHost.js");
      } catch {
        return false;
      }
    })
    .filter((pid) => isBelow(Number(pid), process.pid))
    .map(Number);
}

/** Whether a process was started by another, or by one that it started. */
function isBelow(pid: number, ancestor: number): boolean {
  for (let at = pid; at > 1;) {
    if (at === ancestor) return true;
    try {
      at = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${at}/status`, "utf8"))?.[1]);
    } catch {
      return false;
    }
  }
  return false;
}

/** What a command is called in menus. */
function titleOf(id: string): string {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
    contributes: { commands: readonly { readonly command: string; readonly title: string }[] };
  };
  const { title } = contributes.commands.find(({ command }) => command === id)!;
  const texts = JSON.parse(readFileSync("package.nls.json", "utf8")) as Readonly<Record<string, string>>;
  return texts[title.replaceAll("%", "")] ?? title;
}

const shown = (workbench: Workbench) => workbench.tree("Runs").rows();

async function showsRuns(workbench: Workbench, ...names: string[]): Promise<void> {
  await eventually(
    () => shown(workbench),
    (rows) => names.every((name) => rows.some((row) => row.includes(name))),
    20_000,
  );
}

describe("faults in the real window", function () {
  const folder = projectOf("alpha", "beta");
  // A run that counts as running turns a mark for ever, and no picture of it comes to rest.
  after("nothing moves any more", () => rmSync(join(folder, "alpha"), { recursive: true }));
  const workbench = useWorkbench({ folder });

  before(async () => {
    await workbench().showSideBar("Lossline");
    await showsRuns(workbench(), "alpha", "beta");
  });

  it("a reader that is killed is back, its runs never left the tree, and their plots go on", async function () {
    if (process.platform !== "linux") this.skip();
    await workbench().command(`Lossline: ${titleOf("lossline.plotAll")}`);
    const chart = workbench().webview().locator('section.chart[data-name="loss"]');
    await eventually(
      () => chart.getAttribute("data-points"),
      (points) => points === "4",
    );
    const before = await eventually(readers, (pids) => pids.length === 1);
    process.kill(before[0]!, "SIGKILL");
    await eventually(readers, (pids) => pids.length === 1 && pids[0] !== before[0]);
    await showsRuns(workbench(), "alpha", "beta");
    appendFileSync(join(folder, "alpha", "metrics.jsonl"), line(3));
    await eventually(
      () => chart.getAttribute("data-points"),
      (points) => points === "5",
    );
  });

  it("a folder that goes takes its runs out of the tree, and brings them back with it", async () => {
    renameSync(join(folder, "beta"), `${folder}-beta`);
    await eventually(
      () => shown(workbench()),
      (rows) => !rows.some((row) => row.includes("beta")),
    );
    renameSync(`${folder}-beta`, join(folder, "beta"));
    await showsRuns(workbench(), "alpha", "beta");
  });

  it("a window that is reloaded while a run is written has its plot back, and follows it", async () => {
    let step = 3;
    const writing = setInterval(() => appendFileSync(join(folder, "alpha", "metrics.jsonl"), line(++step)), 200);
    try {
      await workbench().command("Developer: Reload Window");
      await workbench().page.waitForEvent("load");
      await workbench().showSideBar("Lossline");
      await showsRuns(workbench(), "alpha", "beta");
      const chart = workbench().webview().locator('section.chart[data-name="loss"]');
      const points = async () => Number(await chart.getAttribute("data-points"));
      const first = await eventually(points, (count) => count > 5, 30_000);
      await eventually(points, (count) => count > first + 5);
    } finally {
      clearInterval(writing);
    }
  });
});

async function setBaseline(workbench: Workbench, run: string): Promise<void> {
  await workbench.command(`Lossline: ${titleOf("lossline.setBaseline")}`);
  await workbench.quickInput.choice(run).click();
}

/** Beta's row says how it stands against the baseline, before its value. */
const isMeasured = (rows: readonly string[]) =>
  rows.some((row) => row.startsWith("beta ") && !/^beta 0\.5\b/.test(row));

describe("two windows on one folder", () => {
  const folder = projectOf("alpha", "beta");
  const [one, other] = [useWorkbench({ folder }), useWorkbench({ folder })];

  it("show the same runs, and what is set in either is set in both", async () => {
    for (const workbench of [one(), other()]) {
      await workbench.showSideBar("Lossline");
      await showsRuns(workbench, "alpha", "beta");
    }
    await setBaseline(one(), "alpha");
    for (const workbench of [one(), other()]) await eventually(() => shown(workbench), isMeasured);
    write(folder, "gamma", line(1) + line(2));
    for (const workbench of [one(), other()]) await showsRuns(workbench, "alpha", "beta", "gamma");
  });
});

describe("a folder on a disk that is full", function () {
  const folder = temporaryFolder("full");
  const isMounted =
    process.platform === "linux" &&
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "lossline", folder]).status === 0;
  before(`a small disk can be mounted`, function () {
    if (!isMounted) this.skip();
  });
  after(() => isMounted && spawnSync("umount", ["--lazy", folder]));
  if (isMounted) {
    for (const name of ["alpha", "beta"]) write(folder, name, line(1) + line(2));
    try {
      writeFileSync(join(folder, "filling"), Buffer.alloc(2 << 20));
    } catch {
      // That it is full now is what is wanted.
    }
  }
  const workbench = useWorkbench({ folder });

  it("shows its runs; what is set says that it could not be kept, and changes nothing", async () => {
    await workbench().showSideBar("Lossline");
    await showsRuns(workbench(), "alpha", "beta");
    await setBaseline(workbench(), "alpha");
    await workbench().notification("Nothing was changed").waitFor();
    rmSync(join(folder, "filling"));
    await setBaseline(workbench(), "alpha");
    await eventually(() => shown(workbench()), isMeasured);
  });
});
