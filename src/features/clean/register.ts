import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";

/** What cleaning needs is loaded with the first of its commands: it knows all formats, which the extension host needs for little else. */
export function registerCleanUp(app: App): void {
  app.command(Commands.cleanUp, async () => (await import("./cleanUp")).cleanUp(app));
  app.command(Commands.undoCleanUp, async () => (await import("./cleanUp")).undoCleanUp(app));
}
