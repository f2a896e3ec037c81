import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import * as vscode from "vscode";
import type { LaunchPlan } from "../launches/plan";
import {
  longestProfiles,
  parseProfiles,
  profilesFile,
  profilesOf,
  profilesText,
  withProfile,
  type Profile,
  type Profiles,
} from "../launches/profiles";
import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { trainPlan } from "./planning";

const key = "launch.profiles";

/** Which profile each script is started with: chosen in this window, from the file that the team shares. */
export class ProfileChoice {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changes.event;

  constructor(private readonly memory: vscode.Memento) {}

  /** What starting a script would start, by its chosen profile. @throws HumanError as `trainPlan`, and if the profile is gone */
  async plan(script: vscode.Uri, args: readonly string[]): Promise<LaunchPlan> {
    return this.planBy(await this.chosen(script), script, args);
  }

  /** What starting a script by a profile, or without one, would start. @throws HumanError as `trainPlan` */
  async planBy(profile: Profile | undefined, script: vscode.Uri, args: readonly string[]): Promise<LaunchPlan> {
    const folder = folderOf(script);
    // A project's tool looks for it from where the script starts.
    const plan = await trainPlan(script, args, profile?.cwd === undefined ? undefined : resolve(folder, profile.cwd));
    return profile ? withProfile(plan, profile, folder, process.env) : plan;
  }

  /** @throws HumanError if what was chosen is not there any more */
  async chosen(script: vscode.Uri): Promise<Profile | undefined> {
    const name = this.names()[script.fsPath];
    return name === undefined ? undefined : this.named(script, name);
  }

  /** A script's profile of a name. @throws HumanError if it is not there */
  async named(script: vscode.Uri, name: string): Promise<Profile> {
    const { own, problems } = await this.of(script);
    const found = own.find((each) => each.name === name);
    if (found) return found;
    const reason = problems[0] ?? t("it is not there");
    throw new HumanError(
      t("The profile {name} can’t be used: {reason}. Correct {file}, or select another one.", {
        name,
        reason,
        file: profilesFile,
      }),
    );
  }

  /** The profiles of a script, and the mistakes in the file. */
  async of(script: vscode.Uri): Promise<{ readonly own: readonly Profile[]; readonly problems: readonly string[] }> {
    const { profiles, problems } = await read(folderOf(script));
    return { own: profilesOf(profiles, script.fsPath, folderOf(script)), problems };
  }

  /** The profiles of a workspace folder. */
  async every(folder: string): Promise<readonly Profile[]> {
    return (await read(folder)).profiles;
  }

  /** @param name undefined: none */
  async choose(script: vscode.Uri, name: string | undefined): Promise<void> {
    await this.memory.update(key, { ...this.names(), [script.fsPath]: name });
    this.changes.fire();
  }

  /** Writes a profile and chooses it. @throws HumanError if the file has mistakes, which would be lost */
  async save(script: vscode.Uri, profile: Profile): Promise<void> {
    const folder = folderOf(script);
    const { profiles, problems } = await read(folder);
    if (problems[0] !== undefined)
      throw new HumanError(
        t("{file} has a mistake, and was not written: {problem}.", { file: profilesFile, problem: problems[0] }),
      );
    const text = profilesText(profiles, profile);
    const wrong = parseProfiles(text).problems[0];
    if (wrong !== undefined) throw new HumanError(t("The profile can’t be saved. {problem}.", { problem: wrong }));
    const path = join(folder, profilesFile);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.tmp`, text);
    await rename(`${path}.tmp`, path);
    await this.choose(script, profile.name);
  }

  private names(): Readonly<Record<string, string | undefined>> {
    return this.memory.get<Readonly<Record<string, string | undefined>>>(key, {});
  }
}

async function read(folder: string): Promise<Profiles> {
  const path = join(folder, profilesFile);
  const found = await stat(path).catch(() => undefined);
  if (!found) return { profiles: [], problems: [] };
  if (!found.isFile() || found.size > longestProfiles)
    return { profiles: [], problems: [t("too large for a list of profiles")] };
  return parseProfiles(await readFile(path, "utf8"));
}

function folderOf(script: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath ?? dirname(script.fsPath);
}
