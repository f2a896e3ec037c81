import { strokesOf, type ChosenLine } from "../../runs/describe/colors";
import { namesOf } from "../../runs/describe/names";
import type { MediaDelta, MediaModel, MediaTag } from "../../shared/pages/media";
import type { RunSummary } from "../../shared/run";

/** The most runs that stand beside each other. */
export const mostRuns = 12;

/** What the model is made of. */
export interface MediaInput {
  readonly selection: readonly string[];
  readonly runs: ReadonlyMap<string, RunSummary>;
  readonly baseline: string | undefined;
  /** The user's own name for a run. */
  readonly label: (run: string) => string | undefined;
  readonly color?: ChosenLine;
  readonly scanning: boolean;
}

/** The runs chosen, the baseline first, and what they logged beside scalars. */
export function mediaModel({ selection, runs, baseline, label, color, scanning }: MediaInput): MediaModel {
  const wanted = new Set([...(baseline === undefined ? [] : [baseline]), ...selection]);
  const known = selection.length === 0 ? [] : [...wanted].flatMap((id) => runs.get(id) ?? []);
  const shown = known.slice(0, mostRuns);
  const names = namesOf(shown);
  const colors = strokesOf(
    shown.map(({ id }) => id).filter((id) => id !== baseline),
    color,
  );
  return {
    selection,
    runs: shown.map((run) => ({
      id: run.id,
      label: label(run.id) ?? names.get(run.id) ?? run.name,
      path: run.path,
      color: colors.get(run.id) ?? 0,
      isBaseline: run.id === baseline,
    })),
    tags: tagsOf(shown),
    leftOut: known.length - shown.length,
    scanning,
  };
}

/** What is looked at most comes first. */
const order = ["image", "video", "pr_curves", "histogram", "audio", "text", "table"];
const rankOf = (kind: string): number => (order.includes(kind) ? order.indexOf(kind) : order.length);

function tagsOf(runs: readonly RunSummary[]): MediaTag[] {
  interface Draft {
    readonly kind: string;
    readonly runs: number[];
    readonly counts: number[];
    readonly placed: number[];
    readonly written: number[];
    lastStep: number;
  }
  const drafts = new Map<string, Draft>();
  for (const [index, run] of runs.entries()) {
    for (const { tag, kind, count, placed, lastStep } of run.records ?? []) {
      // A graph, for example, is told of, and nothing is logged under its name.
      if (count === 0) continue;
      let draft = drafts.get(tag);
      if (!draft) drafts.set(tag, (draft = { kind, runs: [], counts: [], placed: [], written: [], lastStep }));
      draft.runs.push(index);
      draft.counts.push(count);
      draft.placed.push(placed);
      draft.written.push(run.lastWriteAt);
      draft.lastStep = Math.max(draft.lastStep, lastStep);
    }
  }
  const tags = [...drafts].map(([tag, draft]) => ({
    tag,
    kind: draft.kind,
    runs: Uint32Array.from(draft.runs),
    counts: Float64Array.from(draft.counts),
    placed: Float64Array.from(draft.placed),
    written: Float64Array.from(draft.written),
    lastStep: draft.lastStep,
  }));
  return tags.sort((a, b) => rankOf(a.kind) - rankOf(b.kind) || (a.tag < b.tag ? -1 : 1));
}

/** What to send so that a page that has `before` has `after`: the parts that differ; undefined if none does. */
export function deltaOf(before: MediaModel, after: MediaModel): MediaDelta | undefined {
  const keys = (Object.keys(after) as (keyof MediaModel)[]).filter((key) => textOf(before[key]) !== textOf(after[key]));
  return keys.length === 0 ? undefined : Object.fromEntries(keys.map((key) => [key, after[key]]));
}

function textOf(part: unknown): string {
  return JSON.stringify(part);
}
