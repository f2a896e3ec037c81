import { join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { judgedByRule, ruleConcerns, rulesOf } from "../../host/metricRules";
import {
  metricTestName,
  metricTestsFile,
  type MetricTest,
  type MetricTestResult,
} from "../../runs/judging/metricTests";
import type { RunSummary } from "../../shared/run";
import { t } from "../../util/text";

/**
 * Each rule of `.lossline/tests.json` as a test in the editor's Testing view, red or green by the verdict of the one judge. Where no
 * folder has rules, the view is not told of us.
 */
export function registerMetricTests(app: App): void {
  let view: RulesView | undefined;
  const load = () => {
    const files = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => rulesFileOf(uri) ?? []);
    if (files.length > 0) view ??= rulesView(app, load);
    view?.show(files);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${metricTestsFile}`);
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) event(load);
  app.context.subscriptions.push(watcher);
  load();
}

/** A workspace folder's file of rules. */
interface RulesFile {
  readonly folder: string;
  readonly uri: vscode.Uri;
  readonly tests: readonly MetricTest[];
  /** One sentence for each entry that is no rule. */
  readonly problems: readonly string[];
}

function rulesFileOf(folder: vscode.Uri): RulesFile | undefined {
  const rules = rulesOf(folder.fsPath);
  return rules && { folder: folder.fsPath, uri: vscode.Uri.joinPath(folder, metricTestsFile), ...rules };
}

interface RulesView {
  show(files: readonly RulesFile[]): void;
}

function rulesView(app: App, load: () => void): RulesView {
  const controller = vscode.tests.createTestController("lossline.metrics", t("Lossline Metric Tests"));
  app.context.subscriptions.push(controller);
  const rules = new WeakMap<vscode.TestItem, MetricTest>();
  controller.resolveHandler = () => load();
  controller.refreshHandler = () => load();
  controller.createRunProfile(t("Judge"), vscode.TestRunProfileKind.Run, (request) => judge(request), true);

  async function judge(request: vscode.TestRunRequest): Promise<void> {
    const all: vscode.TestItem[] = [];
    controller.items.forEach((item) => all.push(item));
    const run = controller.createTestRun(request);
    await app.store.start();
    for (const item of request.include ?? all) {
      const rule = rules.get(item);
      if (!rule || request.exclude?.includes(item)) continue;
      run.started(item);
      const { outcome, message } = await resultOf(app, rule, folderOf(item));
      if (outcome === "passed") run.passed(item);
      else run[outcome](item, new vscode.TestMessage(message));
      run.appendOutput(`${item.label}: ${message}\r\n`, undefined, item);
    }
    run.end();
  }

  const itemsOf = ({ folder, uri, tests, problems }: RulesFile) => [
    ...tests.map((test, index) => {
      const item = controller.createTestItem(`${folder}#${index}`, metricTestName(test), uri);
      rules.set(item, test);
      return item;
    }),
    ...problems.map((problem, index) => {
      const item = controller.createTestItem(`${folder}!${index}`, metricTestsFile, uri);
      item.error = problem;
      return item;
    }),
  ];
  return { show: (files) => controller.items.replace(files.flatMap(itemsOf)) };
}

function folderOf({ uri }: vscode.TestItem): string {
  return uri === undefined ? "" : join(uri.fsPath, "..", "..");
}

async function resultOf(app: App, rule: MetricTest, folder: string): Promise<MetricTestResult> {
  const run = latest(app, rule, folder);
  return run
    ? judgedByRule(app, rule, run)
    : { outcome: "errored", message: t("No run of this folder has {metric}.", { metric: rule.metric }) };
}

/** The latest run that a rule is about, the baseline aside. */
function latest(app: App, rule: MetricTest, folder: string): RunSummary | undefined {
  const concerns = ruleConcerns(app, rule);
  const judge = app.judging.now();
  let found: RunSummary | undefined;
  for (const run of app.store.runs.values()) {
    if (run.root !== folder || judge.isBaseline(run) || !concerns(run)) continue;
    if (!found || timeOf(run) >= timeOf(found)) found = run;
  }
  return found;
}

function timeOf(run: RunSummary): number {
  return run.endedAt ?? run.lastWriteAt;
}
