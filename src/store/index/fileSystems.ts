import { statfsSync } from "node:fs";

/**
 * File systems whose changes by other machines the kernel does not tell of, by the number that statfs(2) gives (Linux:
 * include/uapi/linux/magic.h): NFS, SMB, CIFS, SMB2, FUSE (sshfs), 9p (WSL's view of Windows), AFS, Ceph, Lustre, VirtualBox.
 */
const remote = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x01021997, 0x5346414f, 0x00c36400, 0x0bd00bd0, 0x786f4256,
]);

/**
 * Whether file events are to be expected from a folder: false on a network drive. Where it cannot be told, true: a change that
 * no event announces shows it soon enough.
 * @param path absolute
 */
export function sendsEvents(path: string): boolean {
  if (process.platform === "win32") return !path.startsWith("\\\\");
  if (process.platform !== "linux") return true;
  try {
    return !remote.has(statfsSync(path).type);
  } catch {
    return true;
  }
}
