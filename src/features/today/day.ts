import * as vscode from "vscode";
import type { App } from "../../host/app";
import { searchedFolders } from "../../host/roots";
import { commitsSince } from "../../launches/commitsSince";
import { sinceOf } from "../../runs/day/news";
import type { Today } from "../../runs/day/today";
import type { Looks } from "./looks";
import { inSlices } from "../../util/inSlices";
import { dayOf } from "./picture";

/** The day as texts are written of it. */
export interface Day {
  readonly today: Today;
  readonly commits: readonly string[];
  readonly branch?: string;
  /** Unix milliseconds. */
  readonly now: number;
  readonly since: number;
  /** The first workspace folder, where Git may be asked: absolute path. */
  readonly trusted: string | undefined;
}

export async function theDay(app: App, looks: Looks): Promise<Day> {
  await app.store.start();
  await inSlices(app.groups.taking());
  const now = Date.now();
  const since = sinceOf(looks.current, now);
  const trusted = vscode.workspace.isTrusted ? searchedFolders()[0] : undefined;
  const code = trusted === undefined ? { commits: [] } : await commitsSince(trusted, since);
  return { today: dayOf(app, looks.current, now), ...code, now, since, trusted };
}
