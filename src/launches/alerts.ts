import { nanStep } from "../runs/judging/judge";
import type { RunSummary } from "../shared/run";

/** What happens to a run that is worth a word while nobody looks. */
export type Alert = { readonly kind: "nan"; readonly step: number } | { readonly kind: "stale" };

/** What was known of a run when it was looked at last. */
interface Known {
  readonly isRunning: boolean;
  /** It was NaN, or stale, at some time: each is told once. */
  readonly hadNan: boolean;
  readonly wasStale: boolean;
}

/** Tells what happens to runs that were seen running: each thing once. */
export class AlertWatch {
  private readonly known = new Map<string, Known>();

  /** @returns what has happened since this run was shown last; nothing at the first look, which only tells how things are */
  see(run: RunSummary): readonly Alert[] {
    const before = this.known.get(run.id);
    const step = nanStep(run);
    const isRunning = run.status === "running";
    if (!before && !isRunning) return []; // most runs ended long ago: nothing is kept of them
    const hadNan = before?.hadNan === true || step !== undefined;
    const wasStale = before?.wasStale === true || run.status === "stale";
    this.known.set(run.id, { isRunning, hadNan, wasStale });
    if (!before?.isRunning) return [];
    const alerts: Alert[] = [];
    if (isRunning && step !== undefined && !before.hadNan) alerts.push({ kind: "nan", step });
    if (run.status === "stale" && !before.wasStale) alerts.push({ kind: "stale" });
    return alerts;
  }

  forget(id: string): void {
    this.known.delete(id);
  }
}
