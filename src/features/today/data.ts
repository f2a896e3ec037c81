import { join } from "node:path";
import * as vscode from "vscode";
import type { DataLooks } from "../../data/looks";
import { changeText } from "../../data/words";
import type { App } from "../../host/app";
import { setting } from "../../host/settings";
import { messageOf } from "../../util/errors";
import { shown } from "../../util/shown";
import type { Surroundings } from "./aroundRows";

/** A setting of a hundred thousand paths is nobody's, and params of all runs name the same few. */
const mostNamed = 1000;

/** What changed in the declared data of the first workspace folder. */
export class TodaysData {
  private looks: Promise<DataLooks> | undefined;

  constructor(private readonly app: App) {}

  /** In trusted workspaces only: files and folders are named by the project's own settings, params and launches. */
  async changes(root: string): Promise<Surroundings["data"]> {
    const storage = this.app.context.storageUri?.fsPath;
    if (storage === undefined || !vscode.workspace.isTrusted) return [];
    this.looks ??= this.looking(root, join(storage, "data.json"));
    try {
      const looks = await this.looks;
      return (await looks.changes(Date.now())).map((change) => ({
        path: change.path,
        change: shown(changeText(change)),
      }));
    } catch (error) {
      this.app.log.warn(`looking at data: ${messageOf(error)}`);
      return [];
    }
  }

  async markSeen(): Promise<void> {
    await (await this.looks)?.markSeen();
  }

  /** The readers of tables and of YAML are loaded with the first look. */
  private async looking(root: string, file: string): Promise<DataLooks> {
    const { DataLooks, namedData } = await import("../../data/late");
    const named = () => [...setting("lossline.data.paths", vscode.Uri.file(root)), ...namedData(root, this.told())];
    return new DataLooks(root, file, () => named().slice(0, mostNamed));
  }

  /** What params of runs and arguments of launches say, each by its name. */
  private told(): (readonly [string, unknown])[] {
    const { store, launches } = this.app;
    const entries = new Map<string, readonly [string, unknown]>();
    for (const { params } of store.runs.values()) {
      for (const [name, value] of Object.entries(params)) entries.set(`${name}=${String(value)}`, [name, value]);
      if (entries.size > mostNamed) break;
    }
    for (const { args } of launches.launches)
      args.forEach((argument, at) => entries.set(`${argument} ${args[at + 1] ?? ""}`, [argument, args[at + 1]]));
    return [...entries.values()];
  }
}
