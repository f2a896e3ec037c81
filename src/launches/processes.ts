import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import type { ProcessMark } from "./launch";

/** What the operating system tells of processes. Nothing here fails: what cannot be told is absent. */
export interface Processes {
  /** The process of this number as it runs now; undefined if there is none, or only what is left of one that ended. */
  mark(pid: number): Promise<ProcessMark | undefined>;
  /** Processes that this one started and that still run. */
  children(pid: number): Promise<readonly ProcessMark[]>;
}

/** The processes of this machine; on Windows, where asking takes a second of PowerShell, nothing is told. */
export function processesOf(platform: NodeJS.Platform = process.platform): Processes {
  if (platform === "linux") return linux;
  return platform === "win32" ? none : unix;
}

/** Whether the marked process still runs. */
export async function isAlive(mark: ProcessMark, processes: Processes): Promise<boolean> {
  return (await processes.mark(mark.pid))?.started === mark.started;
}

const none: Processes = { mark: () => Promise.resolve(undefined), children: () => Promise.resolve([]) };

const linux: Processes = {
  async mark(pid) {
    const stat = await statOf(pid);
    return stat && { pid, started: `${await bootId()}:${stat.started}` };
  },
  async children(pid) {
    const listed = await read(`/proc/${pid}/task/${pid}/children`);
    const pids = listed === undefined ? await childrenByScan(pid) : listed.trim().split(/\s+/).filter(Boolean);
    const marks = await Promise.all(pids.map((each) => linux.mark(Number(each))));
    return marks.filter((each) => each !== undefined);
  },
};

/** Where the kernel keeps no list of children: every process is asked for its parent. */
async function childrenByScan(pid: number): Promise<readonly string[]> {
  const all = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(all.map(async (each) => (await statOf(Number(each)))?.parent));
  return all.filter((_, index) => parents[index] === pid);
}

let boot: Promise<string> | undefined;

/** Start times count from the boot. */
function bootId(): Promise<string> {
  boot ??= read("/proc/sys/kernel/random/boot_id").then((text) => text?.trim() ?? "");
  return boot;
}

async function statOf(pid: number): Promise<{ readonly parent: number; readonly started: string } | undefined> {
  const text = await read(`/proc/${pid}/stat`);
  return text === undefined ? undefined : parseStat(text);
}

/** Reads /proc/PID/stat (proc_pid_stat(5)); undefined for a process that ended and waits for its parent. */
export function parseStat(text: string): { readonly parent: number; readonly started: string } | undefined {
  // The program's name, in parentheses, may hold anything, also parentheses.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state = "", parent = ""] = fields;
  const started = fields[19];
  if (started === undefined || state === "Z" || state === "X") return undefined;
  return { parent: Number(parent), started };
}

const unix: Processes = {
  async mark(pid) {
    return parsePs(await ps("-p", String(pid)))[0]?.mark;
  },
  async children(pid) {
    return parsePs(await ps("-A")).flatMap(({ parent, mark }) => (parent === pid ? [mark] : []));
  },
};

function ps(...which: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: 5000, env: { ...process.env, LC_ALL: "C" } };
    execFile("ps", [...which, "-o", "pid=,ppid=,stat=,lstart="], options, (error, stdout) =>
      resolve(error ? "" : stdout),
    );
  });
}

/** Reads what `ps -o pid=,ppid=,stat=,lstart=` prints; processes that ended and wait for their parents are left out. */
export function parsePs(text: string): readonly { readonly parent: number; readonly mark: ProcessMark }[] {
  return text.split("\n").flatMap((line) => {
    const [pid, parent, stat, ...started] = line.trim().split(/\s+/);
    if (pid === undefined || parent === undefined || stat === undefined || stat.startsWith("Z")) return [];
    return [{ parent: Number(parent), mark: { pid: Number(pid), started: started.join(" ") } }];
  });
}

function read(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
