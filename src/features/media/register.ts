import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, WebviewPanels } from "../../host/contributions";
import { knownRuns } from "../../host/knownRuns";
import { pickRuns } from "../../host/pickRuns";
import { registerPage } from "../../host/webview/panel";
import { messageOf } from "../../util/errors";
import { t } from "../../util/text";
import { MediaPage, type MediaHost } from "./mediaPage";
import { savedRuns } from "./saved";

/** Registers the page with what runs logged beside scalars, and the command that opens it. */
export function registerMedia(app: App): void {
  const host = hostOf(app);
  const type = { viewType: WebviewPanels.media, title: t("Media"), bundle: "media", plays: true } as const;
  const open = registerPage(app, type, (page, saved) => new MediaPage(host, page, savedRuns(saved)));
  app.command(Commands.media, async (runs) => {
    const chosen = runs.length > 0 ? await knownRuns(app.store, runs) : await pickRuns(app, app.plotted.runs);
    if (chosen && chosen.length > 0) open(false).show(chosen);
  });
}

function hostOf(app: App): MediaHost {
  return {
    store: app.store,
    state: app.state,
    plot: (runs) => void vscode.commands.executeCommand(Commands.plot, runs),
    pickRuns: (chosen) => pickRuns(app, chosen),
    onError: (error) => app.log.error("Media", error instanceof Error ? error : messageOf(error)),
  };
}
