import { Page, type PagePort } from "../../../src/host/webview/page";
import { Channel } from "../../../src/shared/channel";
import { pageChannels } from "../../../src/shared/pages/page";
import type { RunStore } from "../../../src/store/runStore";
import { groupBy } from "../../../src/util/groupBy";
import { applyDelta, deltaOf, type FromStatuses, type ToStatuses } from "./protocol";

/** The extension's side of the page, which ends with its panel. @returns what shows the runs of a status in it */
export function openStatuses(store: Pick<RunStore, "runs" | "onDidChange">, panel: PagePort): (status: string) => void {
  const byStatus = () => groupBy(store.runs.values(), ({ status }) => status);
  const model = () => Object.fromEntries([...byStatus()].map(([status, runs]) => [status, runs.length]));
  const page = new Page(panel, { model, deltaOf, applyDelta }, console.error);
  const names = (status: string) =>
    [...store.runs.values()].filter((run) => run.status === status).map(({ name }) => name);
  const own = new Channel<ToStatuses, FromStatuses>(page.port, pageChannels.own, { names }, console.error);
  const following = store.onDidChange(() => page.update());
  panel.onClose(() => following.dispose());
  return (status) => page.whenListening("choose", () => own.show("choose", status));
}
