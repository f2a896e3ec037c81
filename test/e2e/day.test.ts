import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { counted, dayProject } from "../support/dayProject";
import { overnight } from "../support/overnight";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

const night = overnight();
const truth = counted(night);
const folder = dayProject(night);

describe("a day, from what ran overnight to a clear desk", function () {
  this.timeout(120_000);
  const settings = { "lossline.standUp.ticketAddresses": { ML: "https://x.atlassian.net/browse/{key}" } };
  const workbench = useWorkbench({ folder, size: { width: 1400, height: 900 }, settings });
  const pane = () => workbench().page.locator('.part.sidebar .pane:has(.pane-header[aria-label^="Today"])');
  const says = (text: string | RegExp) =>
    eventually(
      async () => (await pane().locator(".message").allInnerTexts()).join(""),
      (shown) => (typeof text === "string" ? shown.includes(text) : text.test(shown)),
    );
  /** The active editor's lines, as they stand in it, once they have one that is so. */
  const text = (has: string) =>
    eventually(
      async () => (await workbench().editor.innerText()).replaceAll("\u00a0", " "),
      (shown) => shown.includes(has),
    );

  before(async () => {
    await workbench().showSideBar("Lossline");
    await workbench().page.locator('.part.sidebar .pane-header[aria-label^="Today"]').click();
  });

  it("begins with a sentence that is what a hand counts", async () => {
    const { best, runs, diverged, stoppedAt } = truth;
    assert.ok(runs === 40 && diverged === 5, "the night has what the story tells");
    const spread = `${best.mean.toFixed(4)} ± ${best.sd.toFixed(4)}`;
    const began = `In the last 24 hours: ${runs} runs. Best lr${best.lr}, 5 seeds, ${spread}.`;
    await says(`${began} ${diverged} diverged, 1 stopped at step ${stoppedAt}.`);
    await workbench().tree("Today").shows(`All ${runs} runs`);
    await workbench().screenshot("day morning");
  });

  it("has a stand-up of the commits, tickets and runs of the day", async () => {
    await workbench().command("Lossline: Write Stand-Up…");
    await workbench().quickInput.choose("Markdown");
    const shown = await text("Yesterday");
    for (const part of [
      "2 commits on feature/ML-12-lr",
      "[ML-12](https://x.atlassian.net/browse/ML-12)",
      "diverged at step",
      `${truth.runs} runs. Best`,
    ])
      assert.ok(shown.includes(part), `${part} in:\n${shown}`);
    await workbench().screenshot("day stand-up");
    await workbench().command("View: Revert and Close Editor");
  });

  it("promotes the model in use, with a card", async () => {
    await workbench().tree("Runs").contextMenu("model", "Promote…");
    await workbench().quickInput.widget.getByText("checkpoint-200.pt").first().click();
    await workbench().quickInput.accept("digits");
    await workbench().notification("Promoted as digits, version 1.").waitFor();
    assert.match(readFileSync(join(folder, "models", "digits", "v1", "README.md"), "utf8"), /value: 0\.96/);
    await workbench().screenshot("day promoted");
  });

  it("evaluates it again as it was evaluated, and warns once it is worse than it was", async () => {
    const { quickInput } = workbench();
    await workbench().openFile("evaluate.py");
    await workbench().command("Lossline: Train with Arguments…");
    await quickInput.widget.getByText("active file").click();
    await quickInput.widget.getByPlaceholder("Arguments as in a terminal").waitFor();
    await quickInput.accept("--model models/digits/v1 --out evals/a");
    // Nobody is told of what goes well before their eyes.
    await workbench()
      .tree("Runs")
      .shows(/^evals\/ best \S+ \(val\/acc\), 1 run/, 60_000);
    writeFileSync(join(folder, "data.txt"), "0.71\n");
    await workbench().tree("Runs").contextMenu("model", "Evaluate Again");
    await quickInput.widget.getByText("New Folder").click();
    const notice = "val/acc 0.71, worse than digits, version 1 when it was promoted (0.96)";
    await workbench().notification(notice).waitFor({ timeout: 60_000 });
    await workbench().screenshot("day worse");
    assert.equal(readdirSync(join(folder, "evals")).length, 2, "the first evaluation was not written over");
  });

  it("shows the evaluations against the promoted value", async () => {
    await workbench().tree("Runs").contextMenu("model", "Show Evaluations");
    await workbench().webview().getByText("worse by more than its evaluations differ").waitFor({ timeout: 30_000 });
    await workbench().webview().getByRole("img").first().waitFor();
    await workbench().screenshot("day evaluations");
  });

  it("is quiet once seen, and tells within two seconds what fails then, with its reason", async () => {
    await workbench().command("Lossline: Mark as Seen");
    await says(/^Nothing happened since \d\d:\d\d\. All quiet\.$/);
    const run = "0123456789abcdef0123456789abcdef";
    const began = Date.now(); // were it before the evaluation ended, the run would be taken for that launch's
    const meta = (status: number, end: string) =>
      `artifact_uri: ./x\nend_time: ${end}\nexperiment_id: '0'\nlifecycle_stage: active\nrun_id: ${run}\nrun_name: fragile\n` +
      `run_uuid: ${run}\nsource_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: ${began}\nstatus: ${status}\ntags: []\nuser_id: me\n`;
    const at = join(folder, "mlruns", "0", run);
    mkdirSync(join(at, "metrics"), { recursive: true });
    writeFileSync(
      join(folder, "mlruns", "0", "meta.yaml"),
      "artifact_location: ./x\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n",
    );
    writeFileSync(join(at, "meta.yaml"), meta(1, "null"));
    writeFileSync(join(at, "metrics", "loss"), `${began} 1.5 0\n`);
    await workbench().tree("Today").shows("1 running");
    const from = Date.now();
    writeFileSync(join(at, "meta.yaml"), meta(4, String(from)));
    await workbench()
      .tree("Today")
      .shows(/^fragile .*FAILED/);
    const took = Date.now() - from;
    assert.ok(took < 2000, `it took ${took} ms`);
  });

  it("ends with what is left, each with what to do about it, and a day note", async () => {
    const { quickInput } = workbench();
    await workbench().command("Lossline: Wrap Up");
    const choices = await eventually(
      () => quickInput.choices(),
      (all) => all.some((one) => one.startsWith("Write the Day Note")),
    );
    await workbench().screenshot("day wrap-up");
    const left = ["There is code that is not committed.Open Source Control", "2 commits are not pushed.Push"];
    for (const one of left) assert.ok(choices.includes(one), `${one} in ${choices.join("\n")}`);
    await quickInput.choice("1 run failed or diverged and has no note: fragile.").click();
    await quickInput.accept("the disk was full");
    await eventually(
      () => quickInput.choices(),
      (all) => all.length > 0 && !all.some((one) => one.includes("has no note")),
    );
    await quickInput.choose("Write the Day Note");
    await text("code that is not committed");
    await workbench().notificationButton("This is your day", "Save Day Note").click();
    const notes = join(folder, "notes");
    const written = () => (existsSync(notes) ? readdirSync(notes) : []).map((name) => join(notes, name));
    const saved = await eventually(
      () => written().map((path) => readFileSync(path, "utf8")),
      ([note = ""]) => note !== "",
    );
    assert.equal(saved.length, 1);
    assert.match(saved[0]!, /- \[ \] 2 commits are not pushed\./);
  });

  it("has the page of evaluations again when the window was reloaded, with nothing else of ours in it", async () => {
    const worse = () => workbench().webview().getByText("worse by more than its evaluations differ");
    await workbench().tree("Runs").contextMenu("model", "Show Evaluations");
    await worse().waitFor();
    await workbench().showSideBar("Explorer");
    // By the editor's own command, which writes down what is open first.
    const loaded = workbench().page.waitForEvent("load", { timeout: 45_000 });
    await workbench().command("Developer: Reload Window");
    await loaded;
    await worse().waitFor({ timeout: 45_000 });
  });
});
