import type { Port } from "../../shared/channel";
import { Reader } from "./reader";
import { memoryVariable, noteDescriptor } from "./watchedProcess";
import { NoteWriter } from "./note";
import { t } from "../../util/text";

/** The program that reads: a reader at the other end of whoever started it, and ended with it. */
const port: Port = {
  post: (message) => {
    if (process.connected) process.send!(message, undefined, undefined, () => undefined);
  },
  onMessage: (listener) => {
    process.on("message", listener);
    return { dispose: () => process.off("message", listener) };
  },
  onClose: (listener) => {
    const own = () => listener(t("The window was closed."));
    process.on("disconnect", own);
    return { dispose: () => process.off("disconnect", own) };
  },
};

// That SQLite is experimental in this Node is nothing that a user could do anything about.
process.removeAllListeners("warning");
process.on("disconnect", () => process.exit());
const quit = () => process.kill(process.pid, "SIGKILL");
new Reader(port, { note: new NoteWriter(noteDescriptor), memory: Number(process.env[memoryVariable]), quit });
