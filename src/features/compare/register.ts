import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, WebviewPanels } from "../../host/contributions";
import { launchedFacts } from "../../host/launchedFacts";
import { onDidChangeSettings } from "../../host/settings";
import { choicesFor } from "../../host/tableChoices";
import { registerPage } from "../../host/webview/panel";
import { reportHtml } from "../../runs/report/html";
import { reportMarkdown } from "../../runs/report/markdown";
import { codeBetween, diffBetween, fileAt } from "../../launches/commits";
import { keptPatch } from "../../launches/snapshot/capture";
import { readText } from "../../readers/parsing/files/open";
import { withApart } from "../../runs/judging/groups/seedLike";
import { mostSides } from "../../shared/compare";
import { Emitter } from "../../util/emitter";
import { HumanError, messageOf } from "../../util/errors";
import { t } from "../../util/text";
import { ComparePage, type CompareHost, type ReportContent } from "./comparePage";
import { savedSides, sidesOf } from "./saved";

/** Files as they were in a commit, for VS Code's diff editor. */
const scheme = "lossline-commit";

/** Larger patches are no part of a report, in bytes: none of a launch is. */
const largestPatch = 20_000_000;

/** Registers the Compare page and its command. */
export function registerCompare(app: App): void {
  const host = hostOf(app);
  const type = { viewType: WebviewPanels.compare, title: t("Compare"), bundle: "compare" } as const;
  const open = registerPage(app, type, (page, saved) => new ComparePage(host, page, savedSides(saved)));
  app.context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => {
        const { folder, commit } = JSON.parse(uri.query) as { folder: string; commit: string };
        return vscode.workspace.isTrusted ? fileAt(folder, commit, uri.path.slice(1)) : "";
      },
    }),
  );
  app.command(Commands.compare, async (runs) => {
    await app.store.start();
    const baseline = app.judging.now().references[0]?.reference.runs.map(({ id }) => id) ?? [];
    const groupOf = (run: string) => app.groups.of(run)?.runs.map(({ id }) => id) ?? [run];
    const sides = sidesOf(runs, baseline, groupOf);
    if (sides.length < 2)
      throw new HumanError(
        t("Select two to {most} runs to compare, or set a baseline and select one.", { most: mostSides }),
      );
    if (sides.length > mostSides)
      throw new HumanError(t("Select at most {most} runs to compare.", { most: mostSides }));
    open(false).show(sides);
  });
}

function hostOf(app: App): CompareHost {
  const { store, state, launches, log, context, judging, groups } = app;
  const [choices, trusted] = [new Emitter<void>(), new Emitter<void>()];
  const fire = () => choices.fire();
  context.subscriptions.push(
    state.onDidChange(fire),
    launches.onDidChange(fire),
    judging.onDidChange(fire),
    groups.onDidChange(fire),
    onDidChangeSettings(["lossline.compare.at"], fire),
    vscode.workspace.onDidGrantWorkspaceTrust(() => trusted.fire()),
  );
  return {
    store,
    onDidChangeChoices: choices.event,
    choices: () => choicesFor(app),
    trusted: () => vscode.workspace.isTrusted,
    onTrusted: trusted.event,
    code: async (from, to) => {
      const found = commitsOf(app, from, to);
      return found ? codeBetween(found.folder, found.from, found.to) : null;
    },
    diff: async (from, to) => {
      const found = commitsOf(app, from, to);
      return found && diffBetween(found.folder, found.from, found.to);
    },
    openCode: (from, to, file) => openCode(app, from, to, file),
    patchOf: async (run, beside) => {
      const launch = launches.launchOf(run);
      const storage = context.storageUri?.fsPath;
      if (!launch || storage === undefined) return beside;
      return (await keptPatch(join(storage, "code", launch.id))) ?? beside;
    },
    patchText,
    launched: (runs) => launchedFacts(app, runs),
    openPatches,
    setApart: (param, apart) => state.setSeedLike(withApart(state.rules.seedLike, param, apart)),
    plot: async (runs) => {
      await vscode.commands.executeCommand(Commands.plot, runs);
    },
    saveReport,
    onError: (error) => {
      if (error instanceof HumanError) void vscode.window.showErrorMessage(error.message);
      else log.error("Compare", error instanceof Error ? error : messageOf(error));
    },
  };
}

function patchText(path: string): Promise<string | undefined> {
  try {
    return Promise.resolve(readText(path, largestPatch));
  } catch {
    return Promise.resolve(undefined);
  }
}

/** As texts beside each other. */
async function openPatches(from: string | undefined, to: string | undefined): Promise<void> {
  const nothing = vscode.Uri.from({ scheme, path: "/nothing.diff", query: JSON.stringify({ folder: "", commit: "" }) });
  const uri = (path: string | undefined) => (path === undefined ? nothing : vscode.Uri.file(path));
  await vscode.commands.executeCommand("vscode.diff", uri(from), uri(to), t("Uncommitted changes"));
}

/** The commits of two runs, and a folder of their repository. */
function commitsOf({ store }: App, from: string, to: string) {
  const [one, other] = [store.runs.get(from), store.runs.get(to)];
  const [first, second] = [one?.git?.commit, other?.git?.commit];
  if (!one || first === undefined || second === undefined) return undefined;
  const [source] = one.sources;
  return { folder: source === undefined ? one.root : dirname(source), from: first, to: second };
}

async function openCode(app: App, from: string, to: string, only: string | undefined): Promise<void> {
  const found = commitsOf(app, from, to);
  if (!found) return;
  const { folder } = found;
  const at = (commit: string, path: string) =>
    vscode.Uri.from({ scheme, path: `/${path}`, query: JSON.stringify({ folder, commit }) });
  const title = t("{from} to {to}", { from: found.from.slice(0, 8), to: found.to.slice(0, 8) });
  if (only !== undefined) {
    await vscode.commands.executeCommand("vscode.diff", at(found.from, only), at(found.to, only), `${only} (${title})`);
    return;
  }
  const { files } = await codeBetween(folder, found.from, found.to);
  const triples = files.map((file) => [at(found.to, file), at(found.from, file), at(found.to, file)]);
  await vscode.commands.executeCommand("vscode.changes", title, triples);
}

/** As one HTML page, or as Markdown with its pictures beside it: the ending of the file's name decides. */
async function saveReport(title: string, content: () => Promise<ReportContent>): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, "report.html") }),
    filters: { HTML: ["html"], Markdown: ["md"] },
  });
  if (!target) return;
  const report = { title, made: Date.now(), ...(await content()) };
  const isMarkdown = target.path.endsWith(".md");
  const name = basename(target.fsPath, ".md");
  const picture = (index: number) => `${name}-${index + 1}.svg`;
  const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  await write(target, isMarkdown ? reportMarkdown(report, picture) : reportHtml(report));
  if (isMarkdown) {
    for (const [index, { svg }] of report.charts.entries())
      await write(vscode.Uri.joinPath(target, "..", picture(index)), svg);
  }
  const open = t("Open");
  const told = t("The report is in {file}.", { file: vscode.workspace.asRelativePath(target) });
  if ((await vscode.window.showInformationMessage(told, open)) !== open) return;
  if (isMarkdown) await vscode.commands.executeCommand("markdown.showPreview", target);
  else await vscode.env.openExternal(target);
}
