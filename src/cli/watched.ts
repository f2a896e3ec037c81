import { Aside } from "../store/reading/aside";
import { NoteWriter } from "../store/reading/note";
import { SelfWatch } from "../store/reading/selfWatch";
import { memoryVariable, noteDescriptor } from "../store/reading/watchedProcess";
import { useOverseer } from "../util/oversight";
import { passedOver } from "./passed";

/** Makes this process one that is watched by the one that started it, and ends with it. */
export function watchSelf(): void {
  process.removeAllListeners("warning"); // that SQLite is experimental in this Node
  process.on("disconnect", () => process.exit(2));
  process.channel?.unref();
  const aside = new Aside(() => undefined);
  aside.set(passedOver());
  const quit = () => process.kill(process.pid, "SIGKILL");
  useOverseer(new SelfWatch(new NoteWriter(noteDescriptor), aside, Number(process.env[memoryVariable]), quit));
}
