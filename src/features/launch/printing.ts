import { link, mkdir, rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { basename, join } from "node:path";
import type { App } from "../../host/app";
import { printedFolder } from "../../host/roots";
import { Uri } from "vscode";
import type { LaunchPlan } from "../../launches/plan";
import type { Launch } from "../../launches/launch";
import { OutputLog } from "../../launches/outputLog";
import { printedName } from "../../launches/printedName";
import { messageOf } from "../../util/errors";

/** So often it is looked whether a launch that runs has logged something, in ms; runs are found within a second. */
const pace = 3000;

/** Keeps what launches print, and has it read as a run as long as the script logs nothing else. */
export class Printing {
  constructor(
    private readonly app: App,
    private readonly storage: string | undefined,
  ) {}

  /** A file for the output of a launch that is about to start; undefined where there is no storage. */
  open(): OutputLog | undefined {
    return this.storage === undefined ? undefined : new OutputLog(join(this.storage, "output", `${randomUUID()}.log`));
  }

  /** The plan with our program in front, where what it prints is to be kept in a file. */
  kept(plan: LaunchPlan): LaunchPlan {
    const { keepsOutput } = plan;
    const own = this.storage === undefined ? undefined : join(this.storage, "output", `${randomUUID()}.log`);
    const file = keepsOutput === true ? own : keepsOutput;
    if (file === undefined) return plan;
    const program = Uri.joinPath(this.app.context.extensionUri, "media", "python", "logged.py").fsPath;
    return { ...plan, logged: { program, file } };
  }

  /** @param ended resolves once the launch has ended */
  async follow({ id }: Launch, ended: Promise<unknown>): Promise<void> {
    const over = ended.then(() => true);
    const tick = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), pace));
    for (;;) {
      const isOver = await Promise.race([over, tick()]);
      if (isOver) await tick(); // the store may still find what it wrote last
      await this.look(id).catch((error: unknown) => this.app.log.warn(messageOf(error)));
      if (isOver) return;
    }
  }

  private async look(id: string): Promise<void> {
    const launch = this.app.launches.launches.find((each) => each.id === id);
    if (launch?.output === undefined || this.storage === undefined) return;
    // A writer that was only opened has logged nothing.
    const others = launch.runs.filter(
      (run) => !this.isPrinted(run) && this.app.store.runs.get(run)?.series.length !== 0,
    );
    if (others.length > 0) return this.hide(launch);
    if (launch.printed === undefined) return this.show(launch, launch.output);
    this.app.store.touch([launch.printed]);
  }

  /** The log lies where runs are looked for as a second name of the file, so that it grows with it. */
  private async show(launch: Launch, output: string): Promise<void> {
    const folder = printedFolder(this.storage ?? "");
    await mkdir(folder, { recursive: true });
    const path = join(folder, printedName(basename(launch.script), launch.startedAt, launch.id));
    const isThere = await link(output, path).then(
      () => true,
      () => false, // it has printed nothing yet
    );
    if (isThere) this.app.launches.amend(launch.id, { printed: path });
  }

  private async hide({ printed }: Launch): Promise<void> {
    if (printed === undefined) return;
    await rm(printed, { force: true });
    this.app.store.touch([printed]);
  }

  private isPrinted(run: string): boolean {
    const sources = this.app.store.runs.get(run)?.sources ?? [];
    return this.storage !== undefined && sources.some((source) => source.startsWith(printedFolder(this.storage ?? "")));
  }
}
