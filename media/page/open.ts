import type { Port } from "../../src/shared/channel";
import { keptPlace } from "./keptPlace";
import { connectPage, type PageParts } from "./line";

/** Opens a page in the editor's webview. */
export function openPage<Model, Delta, To, From, Saved>(page: PageParts<Model, Delta, To, From, Saved>): void {
  const api = acquireVsCodeApi();
  const saved: unknown = api.getState();
  const save = (state: unknown): void => void api.setState(state);
  connectPage(page, {
    port: portOf((message) => api.postMessage(message)),
    save: page.keepsPlace ? save : keptPlace<Saved>(document.body, saved, save),
    saved,
    onError: (report) => {
      window.addEventListener("error", (event) => report(event.error ?? event.message));
      window.addEventListener("unhandledrejection", (event) => report(event.reason));
    },
  });
}

function portOf(post: (message: unknown) => void): Port {
  return {
    post,
    onMessage: (listener) => {
      const own = (event: MessageEvent<unknown>) => listener(event.data);
      window.addEventListener("message", own);
      return { dispose: () => window.removeEventListener("message", own) };
    },
    // The page ends with its extension: there is nobody left to be told.
    onClose: () => ({ dispose: () => undefined }),
  };
}
