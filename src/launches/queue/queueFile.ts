import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { t } from "../../util/text";
import { KeptFile } from "../keptFile";
import { mask } from "../../util/maskText";
import { maskArguments } from "../secrets";
import { mostQueued, type LaunchGroup, type Outcome, type Queue, type QueuedLaunch, type QueuedState } from "./queue";

const version = 1;
const states: readonly QueuedState[] = ["waiting", "starting", "running", "ended"];
const outcomes: readonly Outcome[] = ["finished", "failed", "stopped", "unknown", "skipped"];

/** queue.json in a folder of the editor's storage. Secrets in arguments are not written: such a launch can't start after a reload. */
export class QueueFile {
  private readonly file: KeptFile;

  constructor(folder: string, warn: (message: string) => void) {
    this.file = new KeptFile(join(folder, "queue.json"), t("queue"), warn);
  }

  /** Never fails: what can't be understood is set aside and reported. */
  async read(): Promise<Queue | undefined> {
    const text = await this.file.read();
    if (text === undefined) return undefined;
    const { queue, intact } = parseQueue(text);
    if (!intact) await this.file.setAside();
    return queue;
  }

  write(queue: Queue): void {
    this.file.write(() => ({ version, ...queue, launches: queue.launches.map(masked) }));
  }

  flush(): Promise<void> {
    return this.file.flush();
  }
}

/** How many launches wait in the queue of a workspace, whichever window has it. Never fails, and sets nothing aside. @param folder as of QueueFile */
export async function waitingIn(folder: string): Promise<number> {
  const text = await readFile(join(folder, "queue.json"), "utf8").catch(() => undefined);
  return text === undefined ? 0 : parseQueue(text).queue.launches.filter(({ state }) => state === "waiting").length;
}

function masked(launch: QueuedLaunch): QueuedLaunch {
  const args = maskArguments(launch.args);
  return { ...launch, args, label: maskArguments([launch.label]).join(" ") };
}

/** Every launch that can be understood, with its group; `intact` is false if anything else stood in the text. */
export function parseQueue(text: string): { readonly queue: Queue; readonly intact: boolean } {
  const content = contentOf(text);
  if (content?.["version"] !== version) return { queue: { isPaused: true, groups: [], launches: [] }, intact: false };
  const groups = listOf(content["groups"]);
  const launches = listOf(content["launches"]);
  const known = groups.filter(isGroup);
  const ids = new Set(known.map(({ id }) => id));
  const good = launches.filter(isQueued).filter(({ group }) => ids.has(group));
  const intact = known.length === groups.length && good.length === launches.length && good.length <= mostQueued;
  // What is damaged starts nothing by itself.
  const isPaused = content["isPaused"] === true || !intact;
  return { queue: { isPaused, groups: known, launches: good.slice(0, mostQueued).map(withoutSecrets) }, intact };
}

/** Of a launch with a secret only the mask is left: it can't start. */
function withoutSecrets(launch: QueuedLaunch): QueuedLaunch {
  if (launch.state !== "waiting" || !launch.args.some((each) => each.includes(mask))) return launch;
  const reason = t("an argument was a secret, which was not kept");
  return { ...launch, state: "ended", outcome: "failed", reason };
}

function contentOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return isRecord(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isGroup(value: unknown): value is LaunchGroup {
  return (
    isRecord(value) &&
    [value["id"], value["name"], value["script"]].every((each) => typeof each === "string") &&
    typeof value["addedAt"] === "number" &&
    typeof value["stopOnFailure"] === "boolean"
  );
}

function isQueued(value: unknown): value is QueuedLaunch {
  if (!isRecord(value)) return false;
  const { id, group, label, state, args, outcome } = value;
  const optional = [value["launch"], value["gpu"], value["reason"]];
  return (
    [id, group, label].every((each) => typeof each === "string") &&
    states.some((each) => each === state) &&
    Array.isArray(args) &&
    args.every((each) => typeof each === "string") &&
    optional.every((each) => each === undefined || typeof each === "string") &&
    (state === "ended") === outcomes.some((each) => each === outcome)
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
