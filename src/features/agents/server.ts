import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import type { Disposable } from "../../util/disposable";
import { t } from "../../util/text";

/** Nobody asked for so long: the server may go, with what it keeps in memory. Milliseconds. */
const idle = 5 * 60_000;
/** The longest that a question may take, in milliseconds. */
const patience = 120_000;

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/** The same server that other clients start, for the editor's own chat: a process that reads, started with the first question. */
export class McpServer implements Disposable {
  private child: ChildProcessWithoutNullStreams | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private timer: NodeJS.Timeout | undefined;

  /** @param cli absolute path of the command line's bundle @param folder absolute path of the project */
  constructor(
    private readonly cli: string,
    private readonly folder: string,
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
      this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      const params = { name, arguments: given };
      this.running().stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params })}\n`);
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.child?.stdin.end();
    this.child = undefined;
  }

  private running(): ChildProcessWithoutNullStreams {
    if (this.child) return this.child;
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: undefined };
    const child = spawn(process.execPath, [this.cli, "mcp", this.folder], { env, stdio: "pipe" });
    createInterface({ input: child.stdout }).on("line", (line) => this.answered(line));
    child.stderr.resume();
    child.stdin.on("error", () => undefined); // it ended: "close" says so
    child.on("error", () => this.ended(child));
    child.on("close", () => this.ended(child));
    return (this.child = child);
  }

  private answered(line: string): void {
    const { id, result, error } = JSON.parse(line) as {
      readonly id?: number;
      readonly result?: { readonly content?: readonly { readonly text?: string }[] };
      readonly error?: { readonly message?: string };
    };
    const waiting = this.waiting.get(id ?? -1);
    const text = result?.content?.[0]?.text;
    if (text === undefined) waiting?.reject(new Error(error?.message ?? t("The server did not answer.")));
    else waiting?.resolve(text);
  }

  private ended(child: ChildProcessWithoutNullStreams): void {
    if (this.child === child) this.child = undefined;
    for (const { reject } of [...this.waiting.values()]) reject(new Error(t("The server ended.")));
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.waiting.size === 0) this.dispose();
    }, idle);
    this.timer.unref();
  }
}
