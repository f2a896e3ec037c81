import { shown } from "../../util/shown";
import { plural, t } from "../../util/text";
import { formatDuration } from "../describe/numbers";
import type { News } from "./news";
import type { Today } from "./today";
import { secondsLeft } from "./when";

/** A line of code that says that something is left to do. */
export interface Todo {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** What may be left hanging at the end of a day. */
export interface WrapUp {
  readonly today: Today;
  readonly nameOf: (run: News["run"]) => string;
  /** A run of today was started with code that is not committed, and still isn't. */
  readonly isDirty: boolean;
  /** Commits that no remote has. */
  readonly unpushed: number;
  readonly commits: readonly string[];
  /** Lines with TODO that were added. */
  readonly todos: readonly Todo[];
  readonly hasNote: (run: News["run"]) => boolean;
  readonly isMarked: (run: News["run"]) => boolean;
  /** Unix milliseconds. */
  readonly now: number;
}

/** What is done about a thing that is left. */
export type Remedy = "show" | "commit" | "push" | "pin" | "explain" | "open";

/** One thing that is left. */
export interface Left {
  /** A sentence. */
  readonly text: string;
  readonly remedy: Remedy;
  /** The runs that it is about. */
  readonly runs: readonly News["run"][];
  readonly todo?: Todo;
}

/** What is left, what runs first. */
export function leftToDo(wrapUp: WrapUp): Left[] {
  return [...running(wrapUp), ...code(wrapUp), ...unmarked(wrapUp), ...unexplained(wrapUp), ...todos(wrapUp)];
}

function running({ today, nameOf, now }: WrapUp): Left[] {
  return today.news
    .filter(({ kind }) => kind === "running")
    .slice(0, 20)
    .map(({ run }) => ({ text: runningText(nameOf(run), secondsLeft(run, now)), remedy: "show", runs: [run] }));
}

function code({ isDirty, unpushed }: WrapUp): Left[] {
  const commits = plural(unpushed, {
    one: "{count} commit is not pushed.",
    other: "{count} commits are not pushed.",
  });
  return [
    ...(isDirty ? [{ text: t("There is code that is not committed."), remedy: "commit", runs: [] } as const] : []),
    ...(unpushed > 0 ? [{ text: commits, remedy: "push", runs: [] } as const] : []),
  ];
}

function unmarked({ today: { best }, isMarked }: WrapUp): Left[] {
  if (!best || best.isBaseline || best.runs.some((run) => isMarked(run))) return [];
  const text = t("The best, {name}, is neither pinned nor noted.", { name: best.name });
  return [{ text, remedy: "pin", runs: best.runs }];
}

function unexplained({ today, nameOf, hasNote }: WrapUp): Left[] {
  const found = today.news.filter(({ kind, run }) => (kind === "failed" || kind === "nan") && !hasNote(run));
  if (found.length === 0) return [];
  const text = plural(
    found.length,
    {
      one: "{count} run failed or diverged and has no note: {names}.",
      other: "{count} runs failed or diverged and have no note: {names}.",
    },
    { names: namesOf(found.map(({ run }) => nameOf(run))) },
  );
  return [{ text, remedy: "explain", runs: found.map(({ run }) => run) }];
}

function todos({ todos: found }: WrapUp): Left[] {
  return found.map((todo) => ({
    text: `${todo.path}:${todo.line}: ${todo.text}`,
    remedy: "open",
    runs: [],
    todo,
  }));
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
    ...(left.length > 0 ? left.map(({ text }) => `- [ ] ${plainLine(text)}`) : [t("Nothing. Your desk is clear.")]),
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
