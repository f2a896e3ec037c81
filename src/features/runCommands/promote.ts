import type { App } from "../../host/app";
import { offerUndo } from "../../host/commands";
import { Commands } from "../../host/contributions";
import { t } from "../../util/text";
import { pickRun } from "./pickRun";

/** Promote…: a run's model becomes the next version of a name, with its card. Demote takes the mark away and keeps the files. */
export function registerPromote(app: App): void {
  const { store, state } = app;
  app.command(Commands.promote, async (asked) => {
    const id = asked ?? (await pickRun(app, t("Promote"), t("Select the run whose model to promote")));
    const run = id === undefined ? undefined : store.runs.get(id);
    if (!run) return;
    const { promoteRun } = await import("./promoteRun"); // with what writes the card
    await promoteRun(app, run);
  });
  app.command(Commands.compareVersions, async (id) => {
    const run = id === undefined ? undefined : store.runs.get(id);
    const folder = run && state.promotedTo(run.id);
    if (run && folder !== undefined) await (await import("./versions")).compareWithBefore(app, run, folder);
  });
  app.command(Commands.demote, async (id) => {
    const folder = id === undefined ? undefined : state.promotedTo(id);
    if (id === undefined || folder === undefined) return;
    await state.setPromoted(id, undefined);
    const message = t("No longer promoted. Its files stay in {folder}.", { folder });
    offerUndo(app.log, message, () => state.setPromoted(id, folder));
  });
}
