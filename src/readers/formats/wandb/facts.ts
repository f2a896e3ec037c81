/** RunRecord, EnvironmentRecord and RunExitRecord → facts. Who ran it, and on which machine, is never read. */
import type { GitInfo } from "../../../shared/run";
import { Fields, wire } from "../../parsing/protobuf/wire";
import type { NativeStatus, RawFacts } from "../../raw";
import { commandOf, withoutPassword } from "../../parsing/params/provenance";
import { isJsonObject, own, type JsonObject } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";

/** What W&B tells about a run in several records, of which later ones add to earlier ones. */
export class Facts {
  private name = "";
  private notes = "";
  private group = "";
  private jobType = "";
  private sweep = "";
  private tags: readonly string[] = [];
  private git: GitInfo = {};
  private program = "";
  private script = "";
  private args: readonly string[] = [];
  private startedAt: number | undefined;
  private heartbeatAt: number | undefined;
  private exit: { readonly code: number; readonly runtime: number } | undefined;
  /** What is told comes from a place that never tells of the exit. */
  endsUntold = false;

  /**
   * RunRecord {6 run_group, 7 job_type, 8 display_name, 9 notes, 10 tags, 12 sweep_id, 17 start_time, 21 git}.
   * @returns where its config (4) and summary (5) are, if it has them
   */
  takeRun(view: DataView, start: number, end: number): { readonly config?: Place; readonly summary?: Place } {
    const inner: { config?: Place; summary?: Place } = {};
    const tags: string[] = [];
    const fields = new Fields().over(view, start, end);
    while (fields.next()) {
      if (fields.wire !== wire.bytes) continue;
      const place = { start: fields.start, end: fields.end };
      if (fields.number === 4) inner.config = place;
      else if (fields.number === 5) inner.summary = place;
      else if (fields.number === 6) this.group = fields.text();
      else if (fields.number === 7) this.jobType = fields.text();
      else if (fields.number === 8) this.name = fields.text();
      else if (fields.number === 9) this.notes = fields.text();
      else if (fields.number === 10) tags.push(fields.text());
      else if (fields.number === 12) this.sweep = fields.text();
      else if (fields.number === 17) this.startedAt ??= Math.round(timestamp(view, fields.start, fields.end) * 1000);
      else if (fields.number === 21) this.takeGit(view, place);
    }
    if (tags.length > 0) this.tags = tags;
    return inner;
  }

  /** EnvironmentRecord {5 args, 6 program, 7 code_path, 8 code_path_local, 9 git {1 remote, 2 commit}}. */
  takeEnvironment(view: DataView, start: number, end: number): void {
    const args: string[] = [];
    const fields = new Fields().over(view, start, end);
    while (fields.next()) {
      if (fields.wire !== wire.bytes) continue;
      if (fields.number === 5) args.push(fields.text());
      else if (fields.number === 6) this.program = fields.text();
      else if (fields.number === 7) this.script ||= fields.text();
      else if (fields.number === 8) this.script = fields.text();
      else if (fields.number === 9) this.takeGit(view, fields);
    }
    if (args.length > 0) this.args = args;
  }

  /** RunExitRecord {1 exit_code, 2 runtime in seconds}: both are left out where they are 0. */
  takeExit(view: DataView, start: number, end: number): void {
    let code = 0;
    let runtime = 0;
    const fields = new Fields().over(view, start, end);
    while (fields.next()) {
      if (fields.is(1, wire.varint)) code = fields.int64();
      else if (fields.is(2, wire.varint)) runtime = fields.int64();
    }
    this.exit = { code, runtime };
  }

  /** wandb-metadata.json: what the records above hold, in releases that had none. Times are UTC, without saying so. */
  takeMetadata(metadata: JsonObject): void {
    const text = (key: string) => textIn(metadata, key);
    this.name ||= text("name");
    this.notes ||= text("notes");
    this.jobType ||= text("jobType");
    this.program ||= text("program");
    this.script ||= text("codePath");
    const args = own(metadata, "args");
    if (Array.isArray(args)) this.args = args.filter((arg) => typeof arg === "string");
    const git = own(metadata, "git");
    if (isJsonObject(git)) this.noteGit(textIn(git, "remote"), textIn(git, "commit"));
    this.startedAt ??= utc(text("startedAt"));
    this.heartbeatAt = utc(text("heartbeatAt"));
    const code = own(metadata, "exitcode");
    if (typeof code === "number" && text("state") !== "running") this.exit = { code, runtime: 0 };
  }

  /** What is known by now. @param lastWall unix seconds of the last point */
  fill(facts: RawFacts, lastWall: number | undefined): void {
    const { startedAt, exit } = this;
    if (startedAt !== undefined) facts.startedAt = startedAt;
    if (this.name !== "") facts.name = this.name;
    if (this.notes !== "") facts.notes = this.notes;
    const group = this.group || (this.sweep && t("sweep {id}", { id: this.sweep }));
    if (group !== "") facts.group = group;
    const tags = [...this.tags, ...(this.jobType === "" ? [] : [`job: ${this.jobType}`])];
    if (tags.length > 0) facts.tags = tags;
    if (this.git.commit !== undefined || this.git.remote !== undefined) facts.git = this.git;
    const script = this.script || this.program;
    if (script !== "") facts.command = commandOf(script, this.args);
    if (exit || !this.endsUntold) facts.status = statusOf(exit?.code);
    if (!exit) return;
    const byRuntime = startedAt !== undefined && exit.runtime > 0 ? startedAt + exit.runtime * 1000 : undefined;
    const endedAt = byRuntime ?? this.heartbeatAt ?? (lastWall === undefined ? undefined : lastWall * 1000);
    if (endedAt !== undefined) facts.endedAt = endedAt;
  }

  private takeGit(view: DataView, { start, end }: Place): void {
    let remote = "";
    let commit = "";
    const fields = new Fields().over(view, start, end);
    while (fields.next()) {
      if (fields.is(1, wire.bytes)) remote = fields.text();
      else if (fields.is(2, wire.bytes)) commit = fields.text();
    }
    this.noteGit(remote, commit);
  }

  private noteGit(remote: string, commit: string): void {
    this.git = {
      ...this.git,
      ...(remote !== "" && { remote: withoutPassword(remote) }),
      ...(commit !== "" && { commit }),
    };
  }
}

/** Where a message is inside a record. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A run without an exit record runs, or was killed: silence tells, later. */
export function statusOf(exitCode: number | undefined): NativeStatus {
  if (exitCode === undefined) return { status: "running", reason: t("W&B has not recorded its exit") };
  // What W&B's exit hook notes for a KeyboardInterrupt.
  if (exitCode === 255) return { status: "killed", reason: t("W&B recorded exit code 255: it was interrupted") };
  return {
    status: exitCode === 0 ? "finished" : "failed",
    reason: t("W&B recorded exit code {code}", { code: exitCode }),
  };
}

/** google.protobuf.Timestamp {1 seconds, 2 nanos} as unix seconds. */
export function timestamp(view: DataView, start: number, end: number): number {
  let seconds = 0;
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(1, wire.varint)) seconds += fields.int64();
    else if (fields.is(2, wire.varint)) seconds += fields.int64() / 1e9;
  }
  return seconds;
}

function textIn(object: JsonObject, key: string): string {
  const value = own(object, key);
  return typeof value === "string" ? value : "";
}

/** Unix milliseconds of an ISO time without a zone, or with one. */
function utc(time: string): number | undefined {
  const parsed = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
  return Number.isNaN(parsed) ? undefined : parsed;
}
