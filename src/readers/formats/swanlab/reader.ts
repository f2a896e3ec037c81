import { basename, dirname, join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { listAt, objectAt, textAt } from "../../parsing/documents/tree";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawRun, RawSource } from "../../raw";
import { Tail } from "../../parsing/files/tail";
import { systemProblem } from "../../parsing/lines/lines";
import { withoutPassword } from "../../parsing/params/provenance";
import { isJsonObject, type JsonObject } from "../../parsing/documents/pythonJson";
import { WholeJsonFile } from "../../parsing/files/wholeJsonFile";
import { LogRecords } from "../../parsing/leveldb/log";
import { takeBackup } from "./backup";
import { takeRecord } from "./records";
import { t } from "../../../util/text";

/** ":SWL" and a number, then a version. What follows is framed as in W&B's logs. */
const magic = Buffer.from([0x3a, 0x53, 0x57, 0x4c, 0xd6, 0xe1]);
const headerLength = 7;

/** Follows the log of one run, and the configuration beside it. */
export class SwanlabReader implements SourceReader {
  private readonly tail: Tail;
  private readonly config: SideFiles;
  private readonly metadata: WholeJsonFile;
  private records = new LogRecords();
  private undecoded = 0;
  /** What the metadata last said. */
  private about: JsonObject | undefined;
  private readonly take: (run: RawRun, payload: Buffer, path: string) => boolean;

  constructor(private readonly path: string) {
    this.tail = new Tail(path);
    this.take = basename(path) === "backup.swanlab" ? takeBackup : takeRecord;
    this.config = new SideFiles(join(dirname(path), "files"), ["config.yaml"]);
    this.metadata = new WholeJsonFile(join(dirname(path), "files", "swanlab-metadata.json"));
  }

  get files(): readonly string[] {
    return [this.path, ...this.config.files, this.metadata.path];
  }

  get alsoWatched(): readonly string[] {
    return this.config.awaited(this.path);
  }

  get warnings(): readonly string[] {
    return this.config.warnings;
  }

  read(into: RawSource, budget: number): ReadOutcome {
    try {
      const pulled = this.tail.pull(budget);
      if (pulled.replaced) this.startOver(into);
      const run = into.run();
      this.takeSides(run, pulled.replaced);
      let { bytes } = pulled;
      if (this.tail.position === 0) {
        const head = bytes.subarray(0, magic.length);
        if (!head.equals(magic.subarray(0, head.length)))
          return { state: "broken", reason: t("It is not a SwanLab log.") };
        if (bytes.length < headerLength) return { state: "idle" };
        this.tail.consume(headerLength);
        bytes = bytes.subarray(headerLength);
      }
      const { consumed, skip } = this.records.take(bytes, this.tail.position, (payload) => {
        if (!this.take(run, payload, this.path)) this.undecoded++;
      });
      const lost = this.records.damaged + this.undecoded;
      run.leftOut.set({ path: this.path, unit: "record", cause: "damaged" }, lost);
      this.tail.consume(consumed);
      if (skip > 0) this.tail.skip(skip);
      return { state: pulled.more ? "more" : "idle" };
    } catch (error) {
      return { state: "broken", reason: systemProblem(error) };
    }
  }

  /** Each parameter is written with a place and a description: `lr: {desc: "", sort: 0, value: 0.1}`. */
  private takeSides(run: RawRun, again: boolean): void {
    if (this.config.refresh() || again) {
      run.params.clear();
      for (const [name, value] of this.config.params) {
        const [, key, rest] = /^([^.]+)\.value(.*)$/.exec(name) ?? [];
        if (key !== undefined) run.params.set(key + rest!, value);
      }
    }
    const look = this.metadata.look();
    if (look.state === "read" && isJsonObject(look.value)) this.about = look.value;
    if (this.about !== undefined && (look.state === "read" || again)) tellAbout(run, this.about);
  }

  private startOver(into: RawSource): void {
    into.clear();
    this.records = new LogRecords();
    this.undecoded = 0;
  }
}

/** What swanlab-metadata.json says of a run. */
function tellAbout(run: RawRun, about: JsonObject): void {
  // Before 0.10 what is grouped now stood side by side: "git_info" is the branch and the commit.
  const git = objectAt(about, "git");
  const command = textAt(objectAt(about, "runtime"), "command") ?? textAt(about, "command");
  if (command !== undefined) run.facts.command = command;
  const [oldBranch, oldCommit] = listAt(about, "git_info").map((one) => (typeof one === "string" ? one : undefined));
  const commit = textAt(git, "commit") ?? oldCommit;
  const branch = textAt(git, "branch") ?? oldBranch;
  const remote = textAt(git, "remote_url") ?? textAt(about, "git_remote");
  if (commit === undefined) return;
  run.facts.git = {
    commit,
    ...(branch !== undefined && { branch }),
    ...(remote !== undefined && { remote: withoutPassword(remote) }),
  };
}
