import { shown } from "../../util/shown";
import { plural, t } from "../../util/text";
import { formatDuration } from "../describe/numbers";
import { deltaText } from "../describe/verdict";
import type { News } from "./news";
import type { Ticket } from "./tickets";
import type { Today } from "./today";
import { secondsLeft } from "./when";

/** How a text marks what is bold, a list and a link. */
export type Marks = "markdown" | "slack" | "teams" | "plain";

/** What a stand-up is made of. */
export interface StandUp {
  readonly today: Today;
  readonly nameOf: (run: News["run"]) => string;
  readonly commits: readonly string[];
  readonly branch?: string;
  readonly tickets: readonly Ticket[];
  /** Notes that were written on runs since: a name and its note. */
  readonly notes: readonly { readonly name: string; readonly note: string }[];
  /** Queued launches that wait. */
  readonly waiting: number;
  readonly now: number;
}

const mostText = 500;

/** Yesterday, today, blocked: what runs, commits, launches and notes say. To be edited before it is sent. */
export function standUpText(standUp: StandUp, marks: Marks): string {
  const sections = [
    [t("Yesterday"), yesterday(standUp, marks)],
    [t("Today"), today(standUp).map((line) => escaped(line, marks))],
    [t("Blocked"), blocked(standUp).map((line) => escaped(line, marks))],
  ] as const;
  return sections
    .map(([title, lines]) =>
      [bold(title, marks), ...(lines.length > 0 ? lines : [t("nothing")]).map((line) => item(line, marks))].join("\n"),
    )
    .join("\n\n")
    .concat("\n");
}

function yesterday({ today: day, commits, branch, tickets, notes }: StandUp, marks: Marks): string[] {
  const count = plural(commits.length, { one: "{count} commit", other: "{count} commits" });
  const links = tickets.map((ticket) => link(ticket, marks));
  const code = branch === undefined ? count : t("{count} on {branch}", { count, branch: escaped(branch, marks) });
  return [
    ...(day.news.length > 0 ? [escaped(day.sentence, marks)] : []),
    ...day.better
      .slice(0, 5)
      .map(({ name, verdict }) => escaped(`${name}: ${verdict ? deltaText(verdict) : ""}`, marks)),
    ...(commits.length > 0 ? [code] : []),
    ...(links.length > 0 ? [t("Tickets: {keys}", { keys: links.join(", ") })] : []),
    ...notes.slice(0, 10).map(({ name, note }) => escaped(`${name}: ${firstLine(note)}`, marks)),
  ];
}

function today({ today: { news }, nameOf, waiting, now }: StandUp): string[] {
  const running = news.filter(({ kind }) => kind === "running");
  return [
    ...running.slice(0, 10).map(({ run }) => {
      const left = secondsLeft(run, now);
      const name = nameOf(run);
      return left === undefined
        ? t("{name} runs", { name })
        : t("{name} runs, about {time} left", { name, time: formatDuration(left) });
    }),
    ...(waiting > 0
      ? [plural(waiting, { one: "{count} launch waits in the queue", other: "{count} launches wait in the queue" })]
      : []),
  ];
}

function blocked({ today: { news }, nameOf }: StandUp): string[] {
  const bad = news.filter(({ kind }) => kind === "failed" || kind === "nan" || kind === "stale");
  return bad.slice(0, 10).map(({ kind, run, nanFrom }) => {
    const name = nameOf(run);
    if (kind === "nan") return t("{name} diverged at step {step}", { name, step: nanFrom ?? 0 });
    return `${name}: ${firstLine(run.statusReason)}`;
  });
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]?.slice(0, mostText) ?? "";
}

function bold(text: string, marks: Marks): string {
  if (marks === "plain") return text;
  return marks === "slack" ? `*${text}*` : `**${text}**`;
}

function item(text: string, marks: Marks): string {
  return marks === "slack" || marks === "plain" ? `• ${text}` : `- ${text}`;
}

function link({ key, url }: Ticket, marks: Marks): string {
  if (url === undefined) return escaped(key, marks);
  if (marks === "plain") return `${key} (${url})`;
  return marks === "slack" ? `<${url}|${key}>` : `[${escaped(key, marks)}](${url})`;
}

/** Text that comes from files, so that nothing in it is a mark. */
function escaped(text: string, marks: Marks): string {
  const line = shown(text.replace(/\s+/g, " "));
  if (marks === "plain") return line;
  if (marks === "slack") return line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return line.replace(/[\\`*_{}[\]<>#|~]/g, (mark) => `\\${mark}`);
}
