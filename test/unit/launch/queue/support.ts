import type { LaunchGroup, QueuedLaunch } from "../../../../src/launches/queue/queue";

export function groupOf(id: string, more: Partial<LaunchGroup> = {}): LaunchGroup {
  return { id, name: id, script: "/w/train.py", addedAt: 0, stopOnFailure: false, ...more };
}

export function queued(id: string, group: string, more: Partial<QueuedLaunch> = {}): QueuedLaunch {
  return { id, group, state: "waiting", args: ["--seed", id], label: `--seed ${id}`, ...more };
}
