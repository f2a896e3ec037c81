import { shown } from "../../util/shown";
import { plural, t } from "../../util/text";
import { formatDuration } from "../describe/numbers";
import type { News } from "./news";
import type { Today } from "./today";
import { secondsLeft } from "./when";

/** What may be left hanging at the end of a day. */
export interface WrapUp {
  readonly today: Today;
  readonly nameOf: (run: News["run"]) => string;
  /** A run of today was started with code that is not committed, and still isn't. */
  readonly isDirty: boolean;
  /** Commits that no remote has. */
  readonly unpushed: number;
  readonly commits: readonly string[];
  readonly hasNote: (run: News["run"]) => boolean;
  readonly isMarked: (run: News["run"]) => boolean;
  /** Unix milliseconds. */
  readonly now: number;
}

/** One thing that is left, as a sentence. */
export function leftToDo({ today, nameOf, isDirty, unpushed, hasNote, isMarked, now }: WrapUp): string[] {
  const running = today.news.filter(({ kind }) => kind === "running");
  const unexplained = today.news.filter(({ kind, run }) => (kind === "failed" || kind === "nan") && !hasNote(run));
  const { best } = today;
  const isUnmarked = best !== undefined && !best.isBaseline && !best.runs.some((run) => isMarked(run));
  return [
    ...running.slice(0, 20).map(({ run }) => runningText(nameOf(run), secondsLeft(run, now))),
    ...(isDirty ? [t("There is code that is not committed.")] : []),
    ...(unpushed > 0
      ? [plural(unpushed, { one: "{count} commit is not pushed.", other: "{count} commits are not pushed." })]
      : []),
    ...(isUnmarked ? [t("The best, {name}, is neither pinned nor noted.", { name: best.name })] : []),
    ...(unexplained.length > 0
      ? [
          plural(
            unexplained.length,
            {
              one: "{count} run failed or diverged and has no note: {names}.",
              other: "{count} runs failed or diverged and have no note: {names}.",
            },
            { names: namesOf(unexplained.map(({ run }) => nameOf(run))) },
          ),
        ]
      : []),
  ];
}

function runningText(name: string, left: number | undefined): string {
  return left === undefined
    ? t("{name} still runs.", { name })
    : t("{name} still runs, about {time} left.", { name, time: formatDuration(left) });
}

const mostNames = 5;

function namesOf(names: readonly string[]): string {
  return names.slice(0, mostNames).join(", ") + (names.length > mostNames ? ", …" : "");
}

/** The day note, in Markdown: what happened, what is left, and room to write. @param date "2026-11-26" */
export function dayNote(wrapUp: WrapUp, date: string): string {
  const left = leftToDo(wrapUp);
  const code = wrapUp.commits.slice(0, 50).map((commit) => `- ${plainLine(commit)}`);
  return [
    `# ${date}`,
    "",
    plainLine(wrapUp.today.sentence),
    "",
    ...(code.length > 0 ? [`## ${t("Commits")}`, "", ...code, ""] : []),
    `## ${t("Left to do")}`,
    "",
    ...(left.length > 0 ? left.map((line) => `- [ ] ${plainLine(line)}`) : [t("Nothing. Your desk is clear.")]),
    "",
    `## ${t("Notes")}`,
    "",
    "",
  ].join("\n");
}

/** Text of files as text: one line, and no markup in it. */
function plainLine(text: string): string {
  return shown(text.replace(/\s+/g, " ")).replace(/[\\`*_{}[\]<>#|~]/g, (mark) => `\\${mark}`);
}
