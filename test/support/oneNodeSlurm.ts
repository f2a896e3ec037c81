import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** A Slurm that runs. */
export interface Slurm {
  /** Its `slurm.conf`, for `SLURM_CONF`. */
  readonly conf: string;
  stop(): void;
}

const configuration = (folder: string) => `
ClusterName=one
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldPort=26817
SlurmdPort=26818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=debug Nodes=${hostname()} Default=YES MaxTime=INFINITE State=UP
`;

/** Starts Debian's Slurm (`apt-get install slurm-wlm`) on this machine alone, as root. @param folder an empty one, readable by all */
export async function oneNodeSlurm(folder: string): Promise<Slurm> {
  for (const name of ["state", "spool", "munge"]) mkdirSync(join(folder, name), { recursive: true });
  chmodSync(folder, 0o755);
  const conf = join(folder, "slurm.conf");
  writeFileSync(conf, configuration(folder));
  execFileSync("chown", ["munge", join(folder, "munge")]);
  const munge = ["--foreground", `--socket=${folder}/munge/socket`, `--pid-file=${folder}/munge/pid`];
  const own = `--log-file=${folder}/munge/log --seed-file=${folder}/munge/seed --key-file=/etc/munge/munge.key`;
  const daemons: ChildProcess[] = [
    start("su", ["-s", "/bin/sh", "munge", "-c", ["exec", "munged", ...munge, own].join(" ")]),
  ];
  await until(() => existsSync(join(folder, "munge/socket")));
  daemons.push(start("slurmctld", ["-D", "-f", conf]), start("slurmd", ["-D", "-f", conf]));
  const env = { ...process.env, SLURM_CONF: conf };
  await until(() => /idle/.test(execFileSync("sinfo", ["-h"], { env, encoding: "utf8" })));
  return { conf, stop: () => daemons.reverse().forEach((each) => each.kill()) };
}

function start(program: string, args: readonly string[]): ChildProcess {
  return spawn(program, args, { stdio: "ignore" });
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (attempt(holds)) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error("Slurm did not start");
}

function attempt(holds: () => boolean): boolean {
  try {
    return holds();
  } catch {
    return false; // sinfo fails until the controller answers
  }
}
