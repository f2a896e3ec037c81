import { basename, isAbsolute, join, posix } from "node:path";
import * as vscode from "vscode";
import { Commands } from "../../host/contributions";
import { interpreterFor } from "../../host/interpreter";
import { setting } from "../../host/settings";
import type { ProfileChoice } from "../../host/profileChoice";
import { folderWithAbsent, searchText } from "../../launches/failure";
import type { Launch } from "../../launches/launch";
import { foldersUp } from "../../python/environment/paths";
import { t } from "../../util/text";
import { typeInstall } from "./install";

/** Something that fits a failure, offered in its notice and behind "Explain Failure…". */
export interface Action {
  readonly title: string;
  readonly icon: string;
  run(): Thenable<unknown>;
}

/** What can be done about a launch that failed, the likeliest first. @param show brings its output into view, where there is any */
export async function actionsFor(
  launch: Launch,
  profiles: ProfileChoice,
  show: (() => void) | undefined,
): Promise<readonly Action[]> {
  const { failure, script } = launch;
  const uri = vscode.Uri.file(script);
  const output: Action[] = show
    ? [{ title: t("Show Terminal"), icon: "terminal", run: () => Promise.resolve().then(show) }]
    : [];
  if (!failure) return launch.uncaptured ? [...output, logging(uri)] : output;
  const { missing, module, file, line } = failure;
  const actions: Action[] = [];
  if (missing) {
    const given = [...launch.args, ...missing.flatMap((name) => (name.startsWith("-") ? [name] : []))];
    const fill = () => vscode.commands.executeCommand(Commands.trainWithArguments, uri, given);
    actions.push({ title: t("Fill In {names}…", { names: missing.join(", ") }), icon: "edit", run: fill });
  }
  if (module !== undefined) {
    actions.push({
      title: t("Install {module}…", { module: packageOf(module) }),
      icon: "cloud-download",
      run: () => install(uri, packageOf(module)),
    });
    const pick = "python.setInterpreter";
    if ((await vscode.commands.getCommands(true)).includes(pick)) {
      const run = () => vscode.commands.executeCommand(pick);
      actions.push({ title: t("Select Interpreter…"), icon: "symbol-misc", run });
    }
  }
  const folder = await folderWithAbsent(launch);
  if (folder !== undefined) {
    const title = t("Start in Folder {folder}", { folder: basename(folder) });
    actions.push({ title, icon: "folder", run: () => startInside(launch, profiles) });
  }
  if (file !== undefined && line !== undefined) {
    const run = () => openLine(isAbsolute(file) ? file : join(launch.cwd, file), line);
    actions.push({ title: t("Open Line {line}", { line }), icon: "go-to-file", run });
  }
  actions.push(...output, ...asking(failure.message));
  if (await hasChat()) actions.push(chat(failure.message));
  return actions;
}

/** Starts a script again, and from now on, in its own folder, by its profile. */
async function startInside({ script, args }: Launch, profiles: ProfileChoice): Promise<void> {
  const uri = vscode.Uri.file(script);
  const own = vscode.workspace.asRelativePath(uri, false);
  const base = (await profiles.chosen(uri)) ?? { name: t("in its folder"), script: own, args: [], env: {} };
  await profiles.save(uri, { ...base, cwd: posix.dirname(own) });
  await vscode.commands.executeCommand(Commands.train, uri, args);
}

/** For shells that give no output, and for what goes on across reloads of the window. */
function logging(script: vscode.Uri): Action {
  const run = () => vscode.commands.executeCommand(Commands.logOutput, script);
  return { title: t("Log Output to a File"), icon: "output", run };
}

function asking(message: string): readonly Action[] {
  const query = searchText(message);
  if (query === "") return [];
  const address = setting("lossline.launch.searchAddress").replaceAll("{query}", () => encodeURIComponent(query));
  const run = () => vscode.env.openExternal(vscode.Uri.parse(address));
  return [{ title: t("Search This Error"), icon: "search", run }];
}

async function hasChat(): Promise<boolean> {
  return (await vscode.lm.selectChatModels()).length > 0;
}

function chat(message: string): Action {
  const query = t("My training script failed with this error. What is the cause, and what fixes it?\n\n{message}", {
    message,
  });
  const run = () => vscode.commands.executeCommand("workbench.action.chat.open", { query });
  return { title: t("Ask Chat"), icon: "comment-discussion", run };
}

async function openLine(path: string, line: number): Promise<void> {
  const at = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(path), { selection: new vscode.Range(at, at) });
}

async function install(script: vscode.Uri, name: string): Promise<void> {
  const root = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath;
  const folder = vscode.Uri.joinPath(script, "..").fsPath;
  const cwd = root ?? folder;
  const interpreter = await interpreterFor(script, { folders: foldersUp(folder, root), cwd });
  await typeInstall(name, false, { interpreter, cwd });
}

/** Modules whose packages are called otherwise. */
const packages: Readonly<Record<string, string>> = {
  cv2: "opencv-python",
  PIL: "pillow",
  sklearn: "scikit-learn",
  skimage: "scikit-image",
  yaml: "pyyaml",
  bs4: "beautifulsoup4",
  dateutil: "python-dateutil",
  dotenv: "python-dotenv",
  pytorch_lightning: "pytorch-lightning",
  stable_baselines3: "stable-baselines3",
  sentence_transformers: "sentence-transformers",
  hydra: "hydra-core",
  skopt: "scikit-optimize",
  umap: "umap-learn",
  tensorboardX: "tensorboardX",
  google: "protobuf",
};

function packageOf(module: string): string {
  const top = module.split(".", 1)[0] ?? module;
  return packages[top] ?? top.replaceAll("_", "-");
}
