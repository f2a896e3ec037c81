import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { TaskWish } from "../../launches/task";
import { messageOf } from "../../util/errors";
import { t } from "../../util/text";
import type { Launcher, Started } from "./launcher";

/** A reload closes a task's terminal, too: only where this window still lives so long after, a person ended the task. In ms. */
const patience = 2000;

/** The exit code of a task whose launch did not start, or whose end nobody told. */
const unknownEnd = 1;

/** What the editor sees of a task: it begins with the launch, and ends with its exit code. */
export class TaskTerminal implements vscode.Pseudoterminal {
  private readonly writes = new vscode.EventEmitter<string>();
  private readonly closes = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.writes.event;
  readonly onDidClose = this.closes.event;
  private started: Started | undefined;
  private isOver = false;

  constructor(
    private readonly app: App,
    private readonly launcher: Launcher,
    private readonly script: vscode.Uri,
    private readonly wish: TaskWish,
  ) {}

  open(): void {
    this.run().then(
      (code) => this.end(code),
      (error: unknown) => {
        this.say(messageOf(error));
        this.end(unknownEnd);
      },
    );
  }

  /** Ctrl+C in the task's terminal is meant for the script. */
  handleInput(data: string): void {
    if (data.includes("\u0003")) this.stop();
  }

  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    const timer = setTimeout(() => this.stop(), patience);
    this.app.context.subscriptions.push({ dispose: () => clearTimeout(timer) });
  }

  private async run(): Promise<number> {
    if (!vscode.workspace.isTrusted) {
      this.say(t("In a restricted workspace, Lossline starts nothing."));
      return unknownEnd;
    }
    this.started = await this.launcher.startTask(this.script, this.wish);
    if (!this.started) return unknownEnd;
    this.say(t("Started in a terminal of its own: {command}", { command: this.started.launch.command }));
    const ended = await this.started.ended;
    const code = ended?.exitCode;
    this.say(code === undefined ? t("Ended, exit code unknown") : t("Ended with exit code {code}", { code }));
    return code ?? unknownEnd;
  }

  private stop(): void {
    const launch = this.started?.launch;
    if (launch) this.launcher.following.stop(launch).catch((error: unknown) => this.app.log.warn(messageOf(error)));
  }

  private end(code: number): void {
    this.isOver = true;
    this.closes.fire(code);
  }

  /** Of what a message holds nothing but its letters is written: it may name files and arguments. */
  private say(line: string): void {
    this.writes.fire(`${line.replace(/\p{Cc}+/gu, " ")}\r\n`);
  }
}
