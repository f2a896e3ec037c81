import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import type { Disposable } from "../../util/disposable";
import { t } from "../../util/text";

/** Nobody asked for so long: the server may go, with what it keeps in memory. Milliseconds. */
const idle = 5 * 60_000;
/** Every question may be asked again: they change nothing but the ledger, which counts what is asked twice once. */
const mostAsked = 2;
/** The longest that a question may take, in milliseconds. */
const patience = 120_000;

interface Waiting {
  /** What is asked, as a line: asked again of the next server where one ends before it answers. */
  readonly line: string;
  /** How often it was asked. */
  asked: number;
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The same server that other clients start, for the editor's own chat: a process that reads, started with the first question. A
 * question outlives one server that ends: it is asked of the next.
 */
export class McpServer implements Disposable {
  private child: ChildProcessWithoutNullStreams | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private timer: NodeJS.Timeout | undefined;

  /** @param cli absolute path of the command line's bundle @param folder absolute path of the project @param program what runs it */
  constructor(
    private readonly cli: string,
    private readonly folder: string,
    private readonly program = process.execPath,
  ) {}

  /** The answer of a tool, as text. @throws if the server ends or takes too long */
  ask(name: string, given: object): Promise<string> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error(t("The server did not answer.")));
      }, patience);
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(late);
          this.waiting.delete(id);
          this.rest();
          then(value);
        };
      const params = { name, arguments: given };
      const line = `${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params })}\n`;
      const waiting = { line, asked: 1, resolve: settle(resolve), reject: settle(reject) };
      this.waiting.set(id, waiting);
      this.running().stdin.write(line);
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
    const { child } = this;
    this.child = undefined;
    child?.stdin.end();
    for (const { reject } of [...this.waiting.values()]) reject(new Error(t("The server was stopped.")));
  }

  private running(): ChildProcessWithoutNullStreams {
    if (this.child) return this.child;
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: undefined };
    const child = spawn(this.program, [this.cli, "mcp", this.folder], { env, stdio: "pipe" });
    createInterface({ input: child.stdout }).on("line", (line) => this.answered(line));
    child.stderr.resume();
    child.stdin.on("error", () => undefined); // it ended: "close" says so
    child.on("error", () => this.ended(child));
    child.on("close", () => this.ended(child));
    return (this.child = child);
  }

  private answered(line: string): void {
    const { id, result, error } = parsed(line);
    const waiting = this.waiting.get(id ?? -1);
    const text = result?.content?.[0]?.text;
    if (text === undefined) waiting?.reject(new Error(error?.message ?? t("The server did not answer.")));
    else waiting?.resolve(text);
  }

  private ended(child: ChildProcessWithoutNullStreams): void {
    if (this.child !== child) return;
    this.child = undefined;
    for (const waiting of [...this.waiting.values()]) {
      if (waiting.asked++ < mostAsked) this.running().stdin.write(waiting.line);
      else waiting.reject(new Error(t("The server ended before it answered, twice. Ask for less, or see the log.")));
    }
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.waiting.size === 0) this.dispose();
    }, idle);
    this.timer.unref();
  }
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly content?: readonly { readonly text?: string }[] };
  readonly error?: { readonly message?: string };
}

/** A line that is no answer answers nothing. */
function parsed(line: string): Answer {
  try {
    return (JSON.parse(line) as Answer | null) ?? {};
  } catch {
    return {};
  }
}
