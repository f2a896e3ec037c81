import type { FromPage, SavedPlots, ToPage } from "../../src/shared/plots";

/** The page's line to the extension. */
export interface Host {
  post(message: FromPage): void;
  /** Left with the editor, which gives it back after the page was hidden or the window reloaded. */
  save(state: SavedPlots): void;
  readonly saved: unknown;
}

/** Connects to the extension. What goes wrong in the page from now on is told to it. */
export function connect(receive: (message: ToPage) => void): Host {
  const api = acquireVsCodeApi();
  const post = (message: FromPage): void => api.postMessage(message);
  window.addEventListener("message", (event: MessageEvent<ToPage>) => receive(event.data));
  window.addEventListener("error", (event) =>
    post({
      type: "error",
      message: event.error instanceof Error ? (event.error.stack ?? event.message) : event.message,
    }),
  );
  window.addEventListener("unhandledrejection", (event) => post({ type: "error", message: String(event.reason) }));
  return { post, save: (state) => api.setState(state), saved: api.getState() };
}
